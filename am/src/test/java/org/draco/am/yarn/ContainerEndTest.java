package org.draco.am.yarn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.hadoop.yarn.api.records.ContainerExitStatus;
import org.junit.jupiter.api.Test;

class ContainerEndTest {

    @Test
    void saysWhatToDoWhenYarnKilledForMemory() {
        String text =
                new ContainerEnd(ContainerExitStatus.KILLED_EXCEEDED_PMEM, "3 GB of 2 GB used")
                        .toString();
        assertEquals(
                "exit status -104 (took more memory than it had asked for; raise --memory-overhead): "
                        + "3 GB of 2 GB used",
                text);
    }

    @Test
    void onlyExitStatusZeroIsOrderly() {
        assertTrue(new ContainerEnd(0, null).orderly());
        assertFalse(new ContainerEnd(ContainerExitStatus.KILLED_BY_APPMASTER, "").orderly());
    }

    @Test
    void showsEachLineOnceWithoutStackFrames() {
        String yarns =
                """
                Exit code: 1

                java.io.IOException: no data set
                \tat org.draco.Some.method(Some.java:12)
                Caused by: java.net.ConnectException: refused
                \t... 10 more
                Exit code: 1
                java.io.IOException: no data set
                """;
        assertEquals(
                "Exit code: 1\njava.io.IOException: no data set\nCaused by: java.net.ConnectException: refused",
                ReadableDiagnostics.of(yarns));
    }

    @Test
    void leavesOutTheProcessesOfWhatTookTooMuchMemory() {
        String yarns =
                """
                Container [pid=7] is running beyond the 'PHYSICAL' memory limit. Killing container.
                Dump of the process-tree for container_1 :
                \t|- PID PPID PGRPID SESSID CMD_NAME USER_MODE_TIME(MILLIS)
                \t|- 7 1 7 7 (java) 120 30 123456 /usr/bin/java -Xmx512m -Dsecret=no
                Container exited with a non-zero exit code 143.
                """;
        assertEquals(
                "Container [pid=7] is running beyond the 'PHYSICAL' memory limit. Killing container.\n"
                        + "Container exited with a non-zero exit code 143.",
                ReadableDiagnostics.of(yarns));
    }

    @Test
    void keepsTheStartAndTheEndOfWhatIsTooLong() {
        String text = ReadableDiagnostics.of("start" + "x".repeat(100_000) + "end");
        assertTrue(text.startsWith("start") && text.endsWith("end") && text.length() < 2000, text);
    }
}
