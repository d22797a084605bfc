package org.draco.container.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.draco.layout.JobLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Momentum at the workers, by hand: with powers of two every number is exact. The last component is a statistic. */
class WorkerMomentumTest {

    private final List<String> asked = new ArrayList<>();

    /** Depends on all it may depend on; remembers where it was asked. */
    private final BatchGradients raw =
            new BatchGradients() {
                @Override
                public BatchGradient of(long step, int batch, float[] w) {
                    asked.add(step + "/" + batch + " at " + w[0]);
                    return new BatchGradient(new float[] {w[0] + step + batch, 7}, 0.5f, 3);
                }

                @Override
                public BatchGradient flipped(long step, int batch, float[] w) {
                    return new BatchGradient(new float[] {-w[0], 9}, 0.5f, 3);
                }
            };

    /** Keeps in memory what is kept of steps divisible by 2. */
    private static final class Memory implements WorkerMomentum.Keeper {
        private final Map<String, float[]> files = new HashMap<>();

        @Override
        public boolean keeps(int batch, long step) {
            return step % 2 == 0;
        }

        @Override
        public void keep(int batch, long step, float[] velocity) {
            files.put(step + "/" + batch, velocity.clone());
        }

        @Override
        public Optional<float[]> kept(int batch, long step) {
            return Optional.ofNullable(files.get(step + "/" + batch));
        }
    }

    private final Memory memory = new Memory();

    private WorkerMomentum momentum(boolean nesterov) {
        return new WorkerMomentum(
                raw, new WorkerMomentum.Law(0.5f, 0.25f, nesterov, step -> 0.5, 1), memory);
    }

    private static float first(BatchGradients.BatchGradient gradient) {
        return gradient.gradient()[0];
    }

    @Test
    void everyBatchHasAVelocityOfItsOwn() {
        WorkerMomentum momentum = momentum(false);
        float[] w = {4, 1};
        assertEquals(0.75f * 4, first(momentum.of(0, 0, w)));
        assertEquals(0.75f * 5, first(momentum.of(0, 1, w)));
        BatchGradients.BatchGradient next = momentum.of(1, 0, w);
        assertEquals(0.5f * 3 + 0.75f * 5, first(next));
        assertArrayEquals(new float[] {5, 7}, next.raw());
        assertEquals(7, next.gradient()[1], "statistics have no momentum");
        assertEquals(0.5f * 3.75f + 0.75f * 6, first(momentum.of(1, 1, w)));
    }

    @Test
    void theSameStepIsComputedOnce() {
        WorkerMomentum momentum = momentum(false);
        float[] w = {4, 1};
        assertSame(momentum.of(0, 0, w), momentum.of(0, 0, w));
        assertEquals(List.of("0/0 at 4.0"), asked);
    }

    @Test
    void nesterovTakesTheGradientWhereTheVelocityLeads() {
        WorkerMomentum momentum = momentum(true);
        float[] w = {4, 1};
        momentum.of(0, 0, w);
        momentum.of(1, 0, w);
        // v = 3 after the first step; 0.5 * 0.5 * 3 = 0.75.
        assertEquals(List.of("0/0 at 4.0", "1/0 at 3.25"), asked);
        assertArrayEquals(new float[] {4, 1}, w);
    }

    @Test
    void flippedLabelsChangeTheGradientNotTheVelocity() {
        WorkerMomentum momentum = momentum(false);
        float[] w = {4, 1};
        momentum.of(0, 0, w);
        assertEquals(0.5f * 3 - 0.75f * 4, first(momentum.flipped(1, 0, w)));
        assertEquals(0.5f * 3 + 0.75f * 5, first(momentum.of(1, 0, w)));
    }

    @Test
    void aNewProcessGoesOnFromTheCheckpointsVelocityAndElseFromZero() {
        WorkerMomentum undisturbed = momentum(false);
        float[] w = {4, 1};
        float[] expected = null;
        for (int step = 0; step < 4; step++) {
            expected = undisturbed.of(step, 0, w).gradient();
        }
        WorkerMomentum restarted = momentum(false);
        restarted.of(2, 0, w);
        assertArrayEquals(expected, restarted.of(3, 0, w).gradient());
        assertEquals(0.75f * 7, first(momentum(false).of(3, 0, w)), "none was kept of step 3");
    }

    /** As another ApplicationMaster asks that goes on from the checkpoint of step 2. */
    @Test
    void theSameProcessGoesBackToACheckpointsStep() {
        WorkerMomentum momentum = momentum(false);
        float[] w = {4, 1};
        float[] expected = null;
        for (int step = 0; step < 4; step++) {
            expected = momentum.of(step, 0, w).gradient();
        }
        momentum.of(2, 0, w);
        assertArrayEquals(expected, momentum.of(3, 0, w).gradient());
    }

    @Test
    void velocitiesInFilesAreReadBackToTheBitAndOnlyTheLastTwoStay(@TempDir Path directory)
            throws Exception {
        FileSystem fs = FileSystem.getLocal(new Configuration());
        JobLayout job = new JobLayout(new org.apache.hadoop.fs.Path(directory.toUri()));
        KeptVelocities files =
                new KeptVelocities(fs, job, new byte[32], 10, 25, batch -> batch == 3, 0);
        assertEquals(
                List.of(true, false, true, false),
                List.of(
                        files.keeps(3, 10),
                        files.keeps(3, 11),
                        files.keeps(3, 25),
                        files.keeps(2, 10)));
        float[] velocity = {1, -0.0f, Float.NaN};
        for (long step : new long[] {10, 20, 25}) {
            files.keep(3, step, velocity);
        }
        assertEquals(Optional.empty(), files.kept(3, 10));
        assertArrayEquals(velocity, files.kept(3, 20).orElseThrow());
        assertArrayEquals(velocity, files.kept(3, 25).orElseThrow());
        assertEquals(Optional.empty(), files.kept(2, 20));
    }
}
