package org.draco.am.yarn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;

class MasterArgumentsTest {

    @Test
    void readsWhatItWrites() {
        for (Optional<String> word : List.of(Optional.<String>empty(), Optional.of("/opt/a jdk"))) {
            MasterArguments arguments =
                    new MasterArguments(
                            word.isPresent(),
                            new Path("hdfs://c:8020/my root/jobs/trial").toUri(),
                            new Path("hdfs://c:8020/my root/archives/0a.tar.gz").toUri(),
                            word,
                            word);
            assertEquals(arguments, MasterArguments.parse(arguments.words()));
        }
    }

    @Test
    void refusesUnknownIncompleteAndMissingWords() {
        for (List<String> words :
                List.of(
                        List.of("--job-dir", "a", "--archive", "b", "--other", "c"),
                        List.of("--job-dir", "a", "--archive"),
                        List.of("--job-dir", "a"))) {
            IllegalArgumentException refused =
                    assertThrows(
                            IllegalArgumentException.class, () -> MasterArguments.parse(words));
            assertTrue(refused.getMessage().contains("expected"), refused.getMessage());
        }
    }
}
