package org.draco.am.train;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FileSystem;
import org.draco.layout.JobLayout;
import org.draco.layout.checkpoint.Checkpoint;
import org.draco.layout.checkpoint.CheckpointStore;
import org.draco.layout.job.JobSpec;
import org.draco.layout.metrics.CsvTail;
import org.draco.layout.metrics.StepRow;

/** From where a job goes on that has been broken off. */
public final class Continuation {

    private Continuation() {}

    /**
     * As {@link #newest}; damaged checkpoints are set aside, so that nobody stumbles over them.
     *
     * @param notice told of each that is damaged
     */
    public static Optional<Checkpoint> of(
            FileSystem fs, JobLayout job, JobSpec spec, Consumer<String> notice)
            throws IOException {
        return newest(
                fs,
                job,
                spec,
                (step, why) -> {
                    notice.accept(why.getMessage() + "; the checkpoint before it is taken");
                    new CheckpointStore(fs, job).setAside(step);
                });
    }

    /**
     * The newest checkpoint that is intact and whose step has its row in {@code steps.csv}: a step is told of when its late answers
     * are in, which is after its checkpoint, so a process that dies in between has left a checkpoint too many. If those with rows
     * have been deleted, the newest that is intact.
     *
     * @param damaged told of each that is damaged
     * @return empty if the job has none yet
     * @throws IOException if there are checkpoints and all are damaged, or of another job
     */
    public static Optional<Checkpoint> newest(
            FileSystem fs, JobLayout job, JobSpec spec, CheckpointStore.DamageListener damaged)
            throws IOException {
        CheckpointStore store = new CheckpointStore(fs, job);
        long told = lastStepTold(fs, job, spec);
        Optional<Checkpoint> withRow = store.newestIntact(told, spec.digest(), damaged);
        return withRow.isPresent() ? withRow : store.newestIntact(spec.digest(), damaged);
    }

    private static long lastStepTold(FileSystem fs, JobLayout job, JobSpec spec)
            throws IOException {
        String header = StepRow.header(spec.metrics().isFull());
        return new CsvTail<>(fs, job.stepsCsv(), header, row -> StepRow.parse(row).step())
                .readOn().stream().reduce(0L, Math::max);
    }
}
