package org.draco.am.yarn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class MasterEndTest {

    private static final String YARNS =
            """
            Application application_1_0001 failed 2 times due to AM Container for appattempt_1_0001_000002 exited with  exitCode: %s
            Failing this attempt.Diagnostics: [2026-11-22 20:00:00]Exception from container-launch.
            """;

    @Test
    void aHeapThatWasTooSmallIsNamedWithItsOption() {
        assertEquals(
                "the ApplicationMaster of appattempt_1_0001_000002 ended with exit status 3 (the Java heap was exhausted"
                        + " (-XX:+ExitOnOutOfMemoryError), if this is a JVM's 3; raise it: --master-memory, --worker-memory or"
                        + " --evaluator-memory)",
                MasterEnd.explained(YARNS.formatted("3")).orElseThrow());
    }

    @Test
    void soIsWhatYarnKilledForMemory() {
        assertEquals(
                "the ApplicationMaster of appattempt_1_0001_000002 ended with exit status -104 (took more memory than it had"
                        + " asked for; raise --memory-overhead)",
                MasterEnd.explained(YARNS.formatted("-104")).orElseThrow());
    }

    @Test
    void whatNamesNoExitIsLeftAlone() {
        assertEquals(Optional.empty(), MasterEnd.explained("step 3: group 1: no majority"));
        assertEquals(
                Optional.empty(), MasterEnd.explained(YARNS.formatted("99999999999999")), "no int");
    }
}
