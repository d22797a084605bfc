package org.draco.container.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerArgumentsTest {

    private static WorkerArguments parsed(String ranks) {
        return WorkerArguments.parse(
                List.of("--job-dir", "hdfs://nn/jobs/a", "--rank", ranks, "--attempt", "2"));
    }

    @Test
    void oneWorkerOrSeveral() {
        assertEquals(new WorkerArguments("hdfs://nn/jobs/a", List.of(4), 2), parsed("4"));
        assertEquals(List.of(3, 4, 5), parsed("3,4,5").ranks());
    }

    @Test
    void everythingElseIsRefusedWithTheUsage() {
        for (String ranks : new String[] {"", "3,", "x", "3,3"}) {
            String message =
                    assertThrows(IllegalArgumentException.class, () -> parsed(ranks), ranks)
                            .getMessage();
            assertEquals(
                    "arguments: expected --job-dir URI --rank R[,R...] --attempt N, found",
                    message.substring(0, message.indexOf(" [--job-dir")));
        }
    }
}
