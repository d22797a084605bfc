package org.draco.bin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a cluster cannot do is refused before one is started or asked. */
class TrainCommandTest {

    private static String refused(String... more) {
        List<String> words = new ArrayList<>(List.of("train", "--embedded"));
        words.addAll(List.of(more));
        CommandLineRun run = CommandLineRun.of(words.toArray(String[]::new));
        assertEquals(2, run.exitCode(), run.out());
        return run.err();
    }

    @Test
    void fullMetricsNeedAllGradientsInOneProcess() {
        String why = refused("--metrics", "full");
        assertTrue(why.contains("metrics: full needs everybody's gradients"), why);
        assertTrue(why.contains("use draco simulate"), why);
    }

    @Test
    void liarsOnAClusterDoNotKnowTheServersVelocity() {
        String why =
                refused(
                        "--approach",
                        "baseline",
                        "--mode",
                        "median",
                        "--momentum-at",
                        "server",
                        "--worker-fail",
                        "1");
        assertTrue(why.contains("momentum-at: workers that are made to lie"), why);
    }

    @Test
    void aJobOnAClusterThatGoesWithItCannotBeResumed() {
        String why = refused("--resume", "hdfs:///draco/jobs/lenet-1");
        assertTrue(why.contains("--resume: expected a cluster that outlives its jobs"), why);
    }

    @Test
    void allFaultsAreToldTogether() {
        String why =
                refused(
                        "--metrics",
                        "full",
                        "--momentum-at",
                        "worker",
                        "--optimizer",
                        "adam",
                        "--momentum",
                        "0.5",
                        "--lr-schedule",
                        "linear",
                        "--partition",
                        "sorted-by-size",
                        "--network",
                        "LeNot");
        for (String fault :
                List.of(
                        "metrics: full",
                        "momentum-at: worker needs --approach baseline",
                        "lr-schedule: expected one of [constant, hyperbolic, steps, cosine], found \"linear\"",
                        "sorted-by-size",
                        "LeNot")) {
            assertTrue(why.contains(fault), fault + " in:\n" + why);
        }
    }
}
