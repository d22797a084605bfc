package org.draco.container.worker;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.apache.hadoop.fs.FileSystem;
import org.draco.layout.JobLayout;
import org.draco.layout.checkpoint.Checkpoint;
import org.draco.layout.checkpoint.CheckpointStore;

/**
 * Velocities in the job's directory, each in a file as a checkpoint is: those of the steps that have a checkpoint, of the last two
 * of these. A file is there before the checkpoint is, since workers answer before the parameter server moves the model.
 *
 * <p>Used by several threads for different batches.
 */
final class KeptVelocities implements WorkerMomentum.Keeper {

    private static final int FILES = 2;

    private final FileSystem fs;
    private final JobLayout job;
    private final byte[] jobDigest;
    private final long everySteps;
    private final long lastStep;
    private final IntPredicate owned;

    /**
     * @param jobDigest of the job, which its files carry
     * @param everySteps between two checkpoints
     * @param lastStep whose checkpoint is the last
     * @param owned the batches that are this process's to keep; others are only computed
     */
    KeptVelocities(
            FileSystem fs,
            JobLayout job,
            byte[] jobDigest,
            long everySteps,
            long lastStep,
            IntPredicate owned) {
        this.fs = fs;
        this.job = job;
        this.jobDigest = jobDigest.clone();
        this.everySteps = everySteps;
        this.lastStep = lastStep;
        this.owned = owned;
    }

    @Override
    public boolean keeps(int batch, long step) {
        return owned.test(batch) && (step % everySteps == 0 || step == lastStep);
    }

    @Override
    public void keep(int batch, long step, float[] velocity) throws IOException {
        CheckpointStore store = store(batch);
        store.write(new Checkpoint(step, jobDigest, velocity, new float[0], new float[0]));
        store.keepLast(FILES);
    }

    @Override
    public Optional<float[]> kept(int batch, long step) throws IOException {
        if (!owned.test(batch)) {
            return Optional.empty();
        }
        try {
            return Optional.of(store(batch).read(step, jobDigest).parameters());
        } catch (FileNotFoundException none) {
            return Optional.empty();
        }
    }

    private CheckpointStore store(int batch) {
        return new CheckpointStore(fs, job.velocities(batch));
    }
}
