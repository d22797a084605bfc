package org.draco.bin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.draco.layout.JobLayout;
import org.draco.layout.job.PartitionRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs whose batches do not draw from the same samples. */
class PartitionedSimulationTest {

    @TempDir Path directory;

    private CommandLineRun simulate(String run, String... more) {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "simulate",
                                "--json",
                                "--network",
                                "logistic",
                                "--max-steps",
                                "3",
                                "--batch-size",
                                "4",
                                "--train-dir",
                                directory.resolve(run).toString()));
        words.addAll(List.of(more));
        return CommandLineRun.of(words.toArray(String[]::new));
    }

    private PartitionRecord partition(String run) throws IOException {
        return PartitionRecord.read(
                FileSystem.getLocal(new Configuration()),
                new JobLayout(new org.apache.hadoop.fs.Path(directory.resolve(run).toUri())));
    }

    @Test
    void whatEachBatchDrawsFromIsOnRecord() throws IOException {
        CommandLineRun sorted =
                simulate(
                        "sorted",
                        "--approach",
                        "baseline",
                        "--workers",
                        "10",
                        "--partition",
                        "sorted");
        assertEquals(0, sorted.exitCode(), sorted.err());
        PartitionRecord record = partition("sorted");
        assertEquals(10, record.shares().size());
        for (PartitionRecord.Share share : record.shares()) {
            assertEquals(1000, share.samples());
            assertTrue(
                    share.byLabel().stream().filter(count -> count > 0).count() <= 3,
                    "a stretch of 1,000 of 10,000 sorted digits: " + share);
        }
        CommandLineRun iid = simulate("iid", "--approach", "baseline", "--workers", "10");
        assertNotEquals(iid.sha256(), sorted.sha256());
        assertFalse(Files.exists(directory.resolve("iid/partition.json")));
    }

    @Test
    void theModelOfACodeIsStillTheHonestOneWhateverLiesAndHoweverManyThreads() throws IOException {
        String[] job = {
            "--approach",
            "repetition",
            "--workers",
            "6",
            "--group-size",
            "3",
            "--partition",
            "dirichlet",
            "--partition-args",
            "alpha=0.1"
        };
        CommandLineRun honest = simulate("honest", job);
        assertEquals(0, honest.exitCode(), honest.err());
        assertEquals(2, partition("honest").shares().size());
        List<String> attacked = new ArrayList<>(List.of(job));
        attacked.addAll(List.of("--worker-fail", "1", "--parallel", "1"));
        assertEquals(honest.sha256(), simulate("lied", attacked.toArray(String[]::new)).sha256());
    }

    @Test
    void aPartitionThatCannotBeIsRefused() {
        assertRefused("partition: expected one of [iid, dirichlet", "--partition", "hash");
        assertRefused("expected alpha=NUMBER", "--partition", "dirichlet");
        assertRefused(
                "batches-per-step: expected 0 with partition sorted",
                "--partition",
                "sorted",
                "--batches-per-step",
                "4");
    }

    private void assertRefused(String message, String... more) {
        CommandLineRun wrong = simulate("refused", more);
        assertEquals(2, wrong.exitCode(), wrong.err());
        assertTrue(wrong.err().contains(message), wrong.err());
    }
}
