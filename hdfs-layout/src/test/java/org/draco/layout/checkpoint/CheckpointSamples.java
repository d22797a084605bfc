package org.draco.layout.checkpoint;

import java.util.Random;

/** Checkpoints to try things on: floats of any bits, NaNs with payload included. */
final class CheckpointSamples {

    private CheckpointSamples() {}

    static Checkpoint checkpoint(long step, int d, Random random) {
        byte[] digest = new byte[Checkpoint.DIGEST_BYTES];
        random.nextBytes(digest);
        float[] carried = floats(Math.min(d, 7), random);
        return new Checkpoint(
                step, digest, floats(d, random), Math.max(1, d - 1), floats(d, random), carried);
    }

    static int[] bits(float[] floats) {
        int[] bits = new int[floats.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(floats[i]);
        }
        return bits;
    }

    private static float[] floats(int d, Random random) {
        float[] floats = new float[d];
        for (int i = 0; i < d; i++) {
            floats[i] = Float.intBitsToFloat(random.nextInt());
        }
        return floats;
    }
}
