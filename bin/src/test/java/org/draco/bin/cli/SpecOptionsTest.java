package org.draco.bin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.CommandSpec;

/** Faults of a specification go by the options' names. */
class SpecOptionsTest {

    /** Each of them below or above what a job takes. */
    private static final String WRONG =
            "train --embedded --order x --batches-per-step -1 --augment x --metrics x --study-past 0 --batch-size 0"
                    + " --max-steps 0 --eval-freq 0 --eval-batch-size 0 --optimizer x --lr 0 --momentum 1 --dampening 1 --momentum-at x"
                    + " --weight-decay -1 --local-steps 0 --label-smoothing 1 --l1 -1 --l2 -1 --gradient-clip -1 --workers 0"
                    + " --group-size 0 --vote-groups -1 --vote-tolerance NaN --error-tolerance NaN --on-proven-liar x --worker-fail -1"
                    + " --wire-codec x --wire-level 10 --wire-shuffle x --wire-chunk 1 --wire x --worker-memory 0 --evaluator-memory 0"
                    + " --master-memory 0 --memory-overhead -1 --worker-vcores 0 --evaluator-vcores 0 --master-vcores 0 --threads 0"
                    + " --workers-per-container 0 --view-acls ,, --modify-acls ,, --allocation-timeout 0 --registration-timeout 0"
                    + " --step-timeout 0 --evaluator-timeout 0 --master-timeout 0 --storage-timeout -1 --master-attempts 0"
                    + " --max-replacements -1 --keep-checkpoints 1";

    @Test
    void everyFaultNamesAnOption() {
        CommandSpec train = Draco.commandLine().getSubcommands().get("train").getCommandSpec();
        CommandLineRun run = CommandLineRun.of(WRONG.split(" "));
        assertEquals(Draco.WRONG_SPECIFICATION, run.exitCode(), run.err());
        Set<String> named =
                run.err()
                        .lines()
                        .filter(line -> line.startsWith("  - "))
                        .map(line -> line.substring(4, line.indexOf(':')))
                        .collect(Collectors.toSet());
        for (String name : named) {
            assertNotNull(train.findOption("--" + name), name + " in:\n" + run.err());
        }
        for (String name : List.of("batch-size", "l2", "momentum", "view-acls", "wire-chunk")) {
            assertTrue(named.contains(name), name + " in:\n" + run.err());
        }
    }

    @Test
    void whatIsNoFieldStaysAsItIs() {
        String fault = "dataset: expected a data set at hdfs://node.example.com/a.b, found none";
        assertEquals(fault, SpecOptions.named(fault));
        assertEquals(
                "worker-fail: expected 0 to 9 (workers), found 12",
                SpecOptions.named(
                        "experiment.workerFail: expected 0 to 9 (resilience.workers), found 12"));
    }
}
