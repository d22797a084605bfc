package org.draco.bin.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YarnJarTest {

    @ParameterizedTest
    @CsvSource({
        "simulate --workers 3, true",
        "train --embedded, true",
        "train --workers 3, false",
        "reproduce draco-sysml, true",
        "reproduce draco-sysml --yarn, false",
        "reproduce draco-sysml --report, false",
        "status application_1_1, false"
    })
    void whatComputesOnThisMachineIsNotForYarnJar(String words, boolean here) {
        assertEquals(here, YarnJar.computesHere(List.of(words.split(" "))));
    }
}
