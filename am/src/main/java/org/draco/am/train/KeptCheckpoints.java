package org.draco.am.train;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.apache.hadoop.fs.FileSystem;
import org.draco.layout.JobLayout;
import org.draco.layout.checkpoint.CheckpointStore;
import org.draco.layout.metrics.CsvTail;
import org.draco.layout.metrics.EvaluationRow;

/**
 * Which checkpoints stay: the newest so many, the initial one, and every one that the evaluator has not evaluated yet, which goes
 * when it has. Not thread-safe.
 */
final class KeptCheckpoints {

    private static final long INITIAL = 0;

    private final CheckpointStore checkpoints;
    private final CsvTail<EvaluationRow> evaluations;
    private final int most;
    private final Set<Long> evaluated = new HashSet<>();

    /** @param most how many, the newest, are kept; 0 for all */
    KeptCheckpoints(FileSystem fs, JobLayout job, int most) {
        this.checkpoints = new CheckpointStore(fs, job);
        this.evaluations =
                new CsvTail<>(
                        fs, job.evaluationCsv(), EvaluationRow.header(), EvaluationRow::parse);
        this.most = most;
    }

    /** Deletes those that need not stay. */
    void tidy() throws IOException {
        if (most == 0) {
            return;
        }
        evaluations.poll().forEach(row -> evaluated.add(row.step()));
        checkpoints.keepLast(most, step -> step == INITIAL || !evaluated.contains(step));
    }
}
