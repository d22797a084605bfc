package org.draco.bin.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.draco.am.yarn.Jobs;
import org.draco.layout.job.JobSpec;
import org.junit.jupiter.api.Test;

class StudyRunnerTest {

    private static PlannedRun run(String name) {
        JobSpec job = Jobs.withWorkers(3);
        return PlannedRun.of(new Configuration("part", Map.of("name", name), List.of()), 1, job);
    }

    private final Set<String> heard = new TreeSet<>();

    private final StudyRunner.Listener listener =
            new StudyRunner.Listener() {
                @Override
                public void step(PlannedRun run, long step) {}

                @Override
                public void ended(PlannedRun run, String error) {
                    heard.add(run.label() + ": " + error);
                }

                @Override
                public void notice(PlannedRun run, String message) {}
            };

    @Test
    void aRunThatCannotBeMadeIsToldAndTheOthersGoOn() throws InterruptedException {
        List<PlannedRun> pending = List.of(run("a"), run("b"), run("c"));
        RunMaker maker =
                (run, told) -> {
                    if (run.label().contains("b")) {
                        throw new IOException("killed");
                    }
                };
        Map<String, String> errors = new StudyRunner(maker, 2).run(pending, listener);
        assertEquals(List.of("killed"), new ArrayList<>(errors.values()));
        assertEquals(
                Set.of("name=a, seed=1: ", "name=b, seed=1: killed", "name=c, seed=1: "), heard);
    }

    @Test
    void aRunThatIsBrokenOffIsNotOver() throws InterruptedException {
        RunMaker maker =
                (run, told) -> {
                    throw new InterruptedException("closed");
                };
        assertEquals(Map.of(), new StudyRunner(maker, 1).run(List.of(run("a")), listener));
        assertEquals(Set.of(), heard);
    }
}
