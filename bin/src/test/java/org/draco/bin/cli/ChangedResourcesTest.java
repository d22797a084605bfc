package org.draco.bin.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.draco.layout.job.JobSpec;
import org.draco.layout.job.Vcores;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What a job that goes on is given otherwise than it had. */
class ChangedResourcesTest {

    private static JobSpec spec(String... words) throws Exception {
        JobOptions options = CommandLine.populateCommand(new JobOptions(), words);
        return options.toSpec("job-1", "hdfs://nn/draco/datasets/mnist", List.of());
    }

    private static JobSpec changed(JobSpec left, String... words) {
        return ChangedResources.of(new CommandLine(new JobOptions()).parseArgs(words)).apply(left);
    }

    @Test
    void whatIsNotSaidAgainStaysAsItWas() throws Exception {
        JobSpec left =
                spec(
                        "--worker-memory=900",
                        "--threads=2",
                        "--step-timeout=7",
                        "--wire-codec=zstd",
                        "--wire-chunk=2048",
                        "--queue=night",
                        "--max-replacements=5",
                        "--master-attempts=4",
                        "--master-timeout=33");
        assertNotEquals(spec(), left);
        assertEquals(left, changed(left));
        assertEquals(left, changed(left, "--max-steps", "500"));
    }

    @Test
    void coresAreEachContainersOwnAndTheLaterWordHolds() throws Exception {
        assertEquals(Vcores.each(1), spec().containers().vcores());
        assertEquals(Vcores.each(4), spec("--vcores=4").containers().vcores());
        JobSpec left = spec("--vcores=2", "--master-vcores=8");
        assertEquals(new Vcores(2, 2, 8), left.containers().vcores());
        assertEquals(left, changed(left));
        assertEquals(
                new Vcores(2, 5, 8), changed(left, "--evaluator-vcores=5").containers().vcores());
        assertEquals(Vcores.each(3), changed(left, "--vcores=3").containers().vcores());
    }

    @Test
    void whatIsSaidAgainHolds() throws Exception {
        JobSpec left = spec("--worker-memory=900", "--queue=night", "--max-replacements=5");
        JobSpec right =
                changed(
                        left,
                        "--worker-memory",
                        "1200",
                        "--step-timeout=9",
                        "--max-replacements=0");
        assertEquals(
                spec(
                        "--worker-memory=1200",
                        "--queue=night",
                        "--step-timeout=9",
                        "--max-replacements=0"),
                right);
        assertArrayEquals(left.digest(), right.digest(), "its checkpoints are the job's still");
    }

    @Test
    void whatChangesAGradientsBitsCannotBeSaidAgain() {
        assertTrue(ChangedResources.options().contains("--worker-memory"));
        assertTrue(ChangedResources.options().contains("--max-replacements"));
        assertFalse(ChangedResources.options().contains("--threads"));
        assertFalse(ChangedResources.options().contains("--enable-gpu"));
        assertFalse(ChangedResources.options().contains("--seed"));
    }
}
