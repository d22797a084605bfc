package org.draco.container.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class NetworksTest {

    @Test
    void findsANetworkInAnyCase() {
        for (String name : List.of("LeNet", "lenet", "LENET")) {
            assertEquals("LeNet", Networks.byName(name).orElseThrow().name());
        }
    }

    @Test
    void hasNothingUnderAnUnknownName() {
        assertTrue(Networks.byName("AlexNet").isEmpty());
        assertTrue(Networks.byName("").isEmpty());
    }

    @Test
    void noTwoNamesDifferInCaseAlone() {
        List<String> names = Networks.names();
        assertTrue(names.contains("LeNet"), names.toString());
        assertEquals(
                names.size(),
                names.stream().map(name -> name.toLowerCase(Locale.ROOT)).distinct().count());
    }
}
