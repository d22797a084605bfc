package org.draco.am.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.am.yarn.Jobs;
import org.draco.layout.JobLayout;
import org.draco.layout.checkpoint.Checkpoint;
import org.draco.layout.checkpoint.CheckpointStore;
import org.draco.layout.dataset.Split;
import org.draco.layout.evaluation.EvaluationSpec;
import org.draco.layout.file.PatientStorage;
import org.draco.layout.job.JobSpec;
import org.draco.layout.job.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of a training of 100 steps with a checkpoint every 10. */
class ExpectedCheckpointsTest {

    @TempDir private java.nio.file.Path directory;

    private final Configuration conf = new Configuration();
    private FileSystem fs;
    private JobLayout layout;

    @BeforeEach
    void writeTwoCheckpoints() throws IOException {
        fs = FileSystem.getLocal(conf);
        layout = new JobLayout(new Path(directory.toUri()));
        for (long step : new long[] {0, 10}) {
            new CheckpointStore(fs, layout)
                    .write(
                            new Checkpoint(
                                    step, new byte[32], new float[1], new float[1], new float[0]));
        }
    }

    private ExpectedCheckpoints expected(long evalFreq, long lastStep) {
        JobSpec job = Jobs.withWorkers(1).until(100);
        return new ExpectedCheckpoints(
                conf,
                new EvaluationSpec(
                        "trial",
                        new EvaluationSpec.Subject(
                                layout.dir().toString(), "", "set", "set", Split.TEST),
                        new EvaluationSpec.Course(evalFreq, 10, lastStep, 0, 1, 1),
                        job.containers(),
                        job.timeouts(),
                        job.recovery(),
                        List.of()),
                job,
                PatientStorage.ofSeconds(0, notice -> {}));
    }

    @Test
    void areThoseThatTheTrainingWillHaveWritten() throws IOException {
        assertEquals(11, expected(1, EvaluationSpec.Course.UNTIL_OVER).count());
        assertEquals(6, expected(20, EvaluationSpec.Course.UNTIL_OVER).count());
    }

    @Test
    void areThoseThatAreThereOnceItIsOverOrIfNoOthersAreWanted() throws IOException {
        assertEquals(2, expected(1, 10).count());
        assertEquals(1, expected(20, 10).count());
        ExpectedCheckpoints following = expected(1, EvaluationSpec.Course.UNTIL_OVER);
        new Outcome(false, true, 0, 10, "told to end", "", 1, 0, 0, Map.of(), 0).write(fs, layout);
        assertFalse(following.trainingIsOver(), "another ApplicationMaster may go on");
        assertEquals(11, following.count());
        new Outcome(false, 10, "no memory", "", 1, 0, 0, Map.of()).write(fs, layout);
        assertTrue(following.trainingIsOver());
        assertEquals(2, following.count());
    }
}
