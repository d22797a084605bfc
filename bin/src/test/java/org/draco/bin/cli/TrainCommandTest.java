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
        assertTrue(why.contains("--resume: expected a cluster that outlives this command"), why);
    }

    @Test
    void aPrincipalIsRefusedWhereThereIsNoKerberos() {
        String why = refused("--principal", "ada@EXAMPLE.COM", "--keytab", "ada.keytab");
        assertTrue(
                why.contains("principal: expected on a cluster with Kerberos only, found it with"),
                why);
        CommandLineRun onSimple =
                CommandLineRun.of(
                        "train", "--principal", "ada@EXAMPLE.COM", "--keytab", "ada.keytab");
        assertEquals(2, onSimple.exitCode(), onSimple.out());
        assertTrue(
                onSimple.err().contains("found ada@EXAMPLE.COM although hadoop.security"),
                onSimple.err());
    }

    @Test
    void aPrincipalComesWithItsKeytab() {
        String why = refused("--principal", "ada@EXAMPLE.COM");
        assertTrue(
                why.contains(
                        "principal: expected --principal and --keytab together, found only --principal ada@EXAMPLE.COM"),
                why);
        assertTrue(refused("--keytab", "ada.keytab").contains("found only --keytab ada.keytab"));
    }

    @Test
    void whoMaySeeAJobIsWrittenAsYarnWritesIt() {
        String why = refused("--view-acls", "ada, bob");
        assertTrue(why.contains("view-acls: expected \"users groups\""), why);
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
