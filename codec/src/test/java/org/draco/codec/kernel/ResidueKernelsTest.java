package org.draco.codec.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.draco.codec.vector.ResidueVector;
import org.junit.jupiter.api.Test;

/** What this machine does best against plain Java, bit for bit. Without the Vector API both are the same. */
class ResidueKernelsTest {

    private static final int P = Integer.MAX_VALUE;

    /** Several times what the Vector API's kernels take at once. */
    private static final int MOST = 1000;

    private static final int[] CORNERS = {0, 1, 2, P / 2 - 1, P / 2, P / 2 + 1, P - 2, P - 1};

    private static ResidueVector residues(int length, Random random) {
        int[] residues = new int[length];
        for (int i = 0; i < length; i++) {
            residues[i] =
                    random.nextBoolean()
                            ? random.nextInt(P)
                            : CORNERS[random.nextInt(CORNERS.length)];
        }
        return ResidueVector.of(residues);
    }

    @Test
    void bothGiveTheSameBitsWhereverTheyBegin() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 2000; round++) {
            int length = 1 + random.nextInt(MOST);
            long[] lanes = residues(length, random).lanes();
            int from = random.nextInt(length);
            int to = from + random.nextInt(length - from + 1);
            double unit = Math.scalb(1.0, random.nextInt(308) - 180);
            int divisor = 1 + random.nextInt(1 << random.nextInt(21));
            float[] plain = new float[length];
            float[] best = new float[length];
            new PlainResidueKernels().means(lanes, from, to, unit, divisor, plain);
            ResidueKernels.best().means(lanes, from, to, unit, divisor, best);
            assertArrayEquals(
                    plain,
                    best,
                    "seed %d, round %d: %d..%d of %d, unit %s, divisor %d"
                            .formatted(seed, round, from, to, length, unit, divisor));
        }
    }

    @Test
    void residuesAboveHalfOfThePrimeStandForNegativeNumbers() {
        int[] residues = new int[MOST];
        Arrays.setAll(residues, i -> CORNERS[i % CORNERS.length]);
        float[] means = new float[MOST];
        ResidueKernels.best().means(ResidueVector.of(residues).lanes(), 0, MOST, 0.5, 3, means);
        for (int i = 0; i < MOST; i++) {
            int number = i % CORNERS.length < 5 ? residues[i] : residues[i] - P;
            assertEquals((float) (number / 2.0 / 3), means[i], "residue " + residues[i]);
        }
    }
}
