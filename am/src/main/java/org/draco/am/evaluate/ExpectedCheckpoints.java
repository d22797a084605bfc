package org.draco.am.evaluate;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.draco.layout.JobLayout;
import org.draco.layout.checkpoint.CheckpointStore;
import org.draco.layout.evaluation.EvaluationSpec;
import org.draco.layout.file.PatientStorage;
import org.draco.layout.job.JobSpec;
import org.draco.layout.job.Outcome;

/** How many checkpoints an evaluation will have, as far as can be told. Not thread-safe. */
public final class ExpectedCheckpoints {

    private final Configuration conf;
    private final EvaluationSpec.Course course;
    private final JobLayout layout;
    private final JobSpec.Training training;
    private final PatientStorage storage;

    /**
     * @param conf to reach the job's file system with
     * @param job whose checkpoints are evaluated
     */
    public ExpectedCheckpoints(
            Configuration conf, EvaluationSpec spec, JobSpec job, PatientStorage storage) {
        this.conf = conf;
        this.course = spec.course();
        this.layout = new JobLayout(spec.jobDir());
        this.training = job.training();
        this.storage = storage;
    }

    /**
     * Those that are there, or more if the training has more to write.
     *
     * @throws IOException if the job's directory cannot be read for longer than the storage is waited for
     */
    public int count() throws IOException {
        int there =
                (int)
                        storage
                                .read(
                                        "the list of checkpoints",
                                        () -> new CheckpointStore(fs(), layout).steps())
                                .stream()
                                .filter(course::wants)
                                .count();
        if (course.lastStep() != EvaluationSpec.Course.UNTIL_OVER || trainingIsOver()) {
            return there;
        }
        long strides = training.maxSteps() / course.stride();
        return (int) Math.max(there, Math.min(Integer.MAX_VALUE, strides + 1));
    }

    /** Whether the training says so itself. */
    public boolean trainingIsOver() throws IOException {
        return storage.read("the outcome", () -> Outcome.readIfPresent(fs(), layout))
                .filter(outcome -> !outcome.interrupted())
                .isPresent();
    }

    private FileSystem fs() throws IOException {
        return layout.dir().getFileSystem(conf);
    }
}
