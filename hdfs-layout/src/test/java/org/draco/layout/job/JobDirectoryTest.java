package org.draco.layout.job;

import static org.draco.layout.Damage.assertDamaged;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.layout.Damage;
import org.draco.layout.JobLayout;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobDirectoryTest {

    private static final Outcome OUTCOME =
            new Outcome(
                    true,
                    false,
                    50,
                    100,
                    "done",
                    "ab".repeat(32),
                    12.5,
                    1L << 40,
                    7,
                    Map.of(8, 3L, 0, 97L),
                    2);

    @TempDir java.nio.file.Path dir;
    private FileSystem fs;
    private JobLayout job;

    @BeforeEach
    void open() throws IOException {
        fs = FileSystem.getLocal(new Configuration());
        job = new JobLayout(new Path(dir.toUri().getPath(), "job-1"));
    }

    @Test
    void aSpecificationIsReadBackAsItWasWritten() throws IOException {
        JobFile.write(fs, job, JobSpecs.sound());
        assertEquals(JobSpecs.sound(), JobFile.read(fs, job));
        assertEquals(JobSpecs.sound().toJson(), Files.readString(Damage.local(job.jobFile())));
        assertEquals(List.of("job.json"), List.of(dir.resolve("job-1").toFile().list()));
    }

    @Test
    void aSpecificationWithValuesOutOfRangeIsReadSoThatTheyCanBeReported() throws IOException {
        Files.createDirectories(dir.resolve("job-1"));
        String text =
                JobSpecs.sound().toJson().replace("\"batchSize\" : 32", "\"batchSize\" : -32");
        Files.writeString(Damage.local(job.jobFile()), text);
        assertEquals(
                List.of("training.batchSize: expected 1 or more, found -32"),
                JobFile.read(fs, job).faults());
    }

    @Test
    void aFileThatIsNoSpecificationIsReportedWithItsPathAndAllItsFaults() throws IOException {
        Files.createDirectories(dir.resolve("job-1"));
        Files.writeString(Damage.local(job.jobFile()), "{\"version\":1,\"job\":\"x\"}");
        JobSpecException refused =
                assertThrows(JobSpecException.class, () -> JobFile.read(fs, job));
        assertEquals(11, refused.faults().size());
        assertTrue(refused.getMessage().startsWith(job.jobFile().toString()), refused.getMessage());
    }

    @Test
    void anAbsentSpecificationIsAbsent() {
        assertThrows(FileNotFoundException.class, () -> JobFile.read(fs, job));
    }

    @Test
    void anOutcomeIsThereOnceItIsWritten() throws IOException {
        assertEquals(Optional.empty(), Outcome.readIfPresent(fs, job));
        assertThrows(FileNotFoundException.class, () -> Outcome.read(fs, job));
        OUTCOME.write(fs, job);
        assertEquals(OUTCOME, Outcome.read(fs, job));
        assertEquals(Optional.of(OUTCOME), Outcome.readIfPresent(fs, job));
        assertEquals("[0, 8]", Outcome.read(fs, job).suspects().keySet().toString());
    }

    @Test
    void theOutcomeOfALaterAttemptReplacesTheEarlier() throws IOException {
        OUTCOME.write(fs, job);
        Outcome failed =
                new Outcome(false, 20, "group 1 has no majority at step 21", "", 3, 0, 0, Map.of());
        failed.write(fs, job);
        assertEquals(failed, Outcome.read(fs, job));
    }

    @Test
    void aChangedOutcomeIsDamage() throws IOException {
        OUTCOME.write(fs, job);
        String text = Files.readString(Damage.local(job.outcome()));
        Files.writeString(
                Damage.local(job.outcome()),
                text.replace("\"succeeded\" : true", "\"succeeded\" : false"));
        String format = "a draco-outcome file of version 2";
        assertDamaged(job.outcome(), 0, format, "crc32c: expected", () -> Outcome.read(fs, job));
        assertDamaged(
                job.outcome(), 0, format, "crc32c: expected", () -> Outcome.readIfPresent(fs, job));
    }

    @Test
    void whereTheParameterServerListensIsReplacedByTheNext() throws IOException {
        assertEquals(Optional.empty(), MasterAddress.readIfPresent(fs, job));
        new MasterAddress("node1", 4711, 1).write(fs, job);
        MasterAddress next = new MasterAddress("node2", 65_535, 2);
        next.write(fs, job);
        assertEquals(Optional.of(next), MasterAddress.readIfPresent(fs, job));
        assertThrows(IllegalArgumentException.class, () -> new MasterAddress("node1", 65_536, 1));
    }

    @Test
    void theApplicationOfAJobIsReplacedByTheNext() throws IOException {
        assertEquals(Optional.empty(), JobApplication.readIfPresent(fs, job));
        new JobApplication("application_1_0001").write(fs, job);
        new JobApplication("application_1_0002").write(fs, job);
        assertEquals(
                Optional.of(new JobApplication("application_1_0002")),
                JobApplication.readIfPresent(fs, job));
    }

    @Test
    void stepsPerSecondAreThoseOfTheLastProcess() {
        assertEquals(4, OUTCOME.stepsPerSecond());
        assertEquals(0, new Outcome(false, 3, "", "", 0, 0, 0, Map.of()).stepsPerSecond());
    }

    @Test
    void anOutcomeWithoutAFiniteDurationCannotBeBuilt() {
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new Outcome(true, 1, "", "", Double.NaN, 0, 0, Map.of()))
                        .getMessage();
        assertEquals("seconds: expected a finite number, found NaN", message);
    }
}
