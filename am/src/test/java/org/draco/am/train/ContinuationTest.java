package org.draco.am.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.am.step.ModelState;
import org.draco.am.step.StepReport;
import org.draco.layout.JobLayout;
import org.draco.layout.checkpoint.Checkpoint;
import org.draco.layout.checkpoint.CheckpointStore;
import org.draco.layout.job.JobSpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContinuationTest {

    @TempDir private java.nio.file.Path directory;

    private final JobSpec spec = JobAdmissionTest.sound();
    private final List<String> notices = new ArrayList<>();
    private FileSystem fs;
    private JobLayout job;

    @BeforeEach
    void opens() throws IOException {
        fs = FileSystem.getLocal(new Configuration());
        job = new JobLayout(new Path(directory.toUri()));
    }

    /** A training that has left rows up to a step, and checkpoints. */
    private void leave(long rows, long... checkpoints) throws IOException {
        try (TrainingRecord record = new TrainingRecord(fs, job, spec, (report, row) -> {}, 0)) {
            for (long step = 1; step <= rows; step++) {
                record.stepEnded(
                        new StepReport(
                                step,
                                Set.of(0, 1, 2),
                                Set.of(),
                                Set.of(),
                                1,
                                0,
                                0,
                                1,
                                1,
                                1,
                                1,
                                1,
                                1,
                                1,
                                1));
            }
            for (long step : checkpoints) {
                record.save(new ModelState(step, new float[3], new float[3], new int[0]));
            }
        }
    }

    private Optional<Long> found() throws IOException {
        return Continuation.of(fs, job, spec, notices::add).map(Checkpoint::step);
    }

    @Test
    void aJobThatHasNothingBeginsWithNothing() throws IOException {
        assertEquals(Optional.empty(), found());
    }

    @Test
    void theNewestCheckpointWhoseStepHasItsRow() throws IOException {
        leave(23, 0, 10, 20);
        assertEquals(Optional.of(20L), found());
    }

    @Test
    void aCheckpointBeforeItsRowIsOneTooMany() throws IOException {
        leave(19, 0, 10, 20);
        assertEquals(Optional.of(10L), found());
        assertEquals(
                List.of(0L, 10L, 20L), new CheckpointStore(fs, job).steps(), "nothing is lost");
    }

    @Test
    void whereTheOlderOnesAreGoneTheNewestHasToDo() throws IOException {
        leave(19, 20);
        assertEquals(Optional.of(20L), found());
    }

    @Test
    void aDamagedOneIsSetAsideAndTold() throws IOException {
        leave(20, 0, 10, 20);
        java.nio.file.Path file = java.nio.file.Path.of(job.checkpoint(20).toUri().getPath());
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
        assertEquals(Optional.of(10L), found());
        assertTrue(
                notices.get(0).endsWith("; the checkpoint before it is taken"), notices::toString);
        assertEquals(List.of(0L, 10L), new CheckpointStore(fs, job).steps());
    }
}
