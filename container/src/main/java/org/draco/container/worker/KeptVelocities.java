package org.draco.container.worker;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.apache.hadoop.fs.FileSystem;
import org.draco.layout.JobLayout;
import org.draco.layout.checkpoint.Checkpoint;
import org.draco.layout.checkpoint.CheckpointStore;
import org.draco.layout.file.PatientStorage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Velocities in the job's directory, each in a file as a checkpoint is: those of the steps that have a checkpoint, of the last two
 * of these. A file is there before the checkpoint is, since workers answer before the parameter server moves the model. A storage in
 * trouble is waited for: a momentum that begins anew for it would make another model.
 *
 * <p>Used by several threads for different batches.
 */
final class KeptVelocities implements WorkerMomentum.Keeper {

    private static final Logger LOG = LoggerFactory.getLogger(KeptVelocities.class);
    private static final int FILES = 2;

    private final FileSystem fs;
    private final JobLayout job;
    private final byte[] jobDigest;
    private final long everySteps;
    private final long lastStep;
    private final IntPredicate owned;
    private final int storageSeconds;

    /**
     * @param jobDigest of the job, which its files carry
     * @param everySteps between two checkpoints
     * @param lastStep whose checkpoint is the last
     * @param owned the batches that are this process's to keep; others are only computed
     * @param storageSeconds how long a storage in trouble is waited for
     */
    KeptVelocities(
            FileSystem fs,
            JobLayout job,
            byte[] jobDigest,
            long everySteps,
            long lastStep,
            IntPredicate owned,
            int storageSeconds) {
        this.fs = fs;
        this.job = job;
        this.jobDigest = jobDigest.clone();
        this.everySteps = everySteps;
        this.lastStep = lastStep;
        this.owned = owned;
        this.storageSeconds = storageSeconds;
    }

    @Override
    public boolean keeps(int batch, long step) {
        return owned.test(batch) && (step % everySteps == 0 || step == lastStep);
    }

    @Override
    public void keep(int batch, long step, float[] velocity) throws IOException {
        CheckpointStore store = store(batch);
        Checkpoint velocities =
                new Checkpoint(step, jobDigest, velocity, new float[0], new float[0]);
        storage()
                .run(
                        "the velocity of batch " + batch,
                        () -> {
                            store.write(velocities);
                            store.keepLast(FILES);
                        });
    }

    @Override
    public Optional<float[]> kept(int batch, long step) throws IOException {
        if (!owned.test(batch)) {
            return Optional.empty();
        }
        try {
            CheckpointStore store = store(batch);
            return Optional.of(
                    storage()
                            .read(
                                    "the velocity of batch " + batch,
                                    () -> store.read(step, jobDigest).parameters()));
        } catch (FileNotFoundException none) {
            return Optional.empty();
        }
    }

    /** One for each use, since several threads use this. */
    private PatientStorage storage() {
        return PatientStorage.ofSeconds(storageSeconds, LOG::warn);
    }

    private CheckpointStore store(int batch) {
        return new CheckpointStore(fs, job.velocities(batch));
    }
}
