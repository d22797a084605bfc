package org.draco.container.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
    void findsANetworkByTheNameThatOthersGaveIt() {
        assertEquals("logistic", Networks.byName("simples-logit").orElseThrow().name());
        assertEquals("mnist-100", Networks.byName("Simples-Full").orElseThrow().name());
        assertFalse(Networks.names().contains("simples-full"));
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

    @Test
    void eachSaysWhyItCannotTellOneClassFromNothing() {
        InputShape input = new InputShape(3, 64, 64);
        for (String name : Networks.names()) {
            Network network = Networks.byName(name).orElseThrow();
            assertTrue(network.misfit(input, 2).isEmpty(), name);
            String why = network.misfit(input, 1).orElseThrow();
            assertEquals("expected at least 2 classes, found 1", why);
            String refusal =
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> network.create(input, 1, ModelOptions.seeded(1)))
                            .getMessage();
            assertEquals("network " + name + ": " + why, refusal);
        }
    }

    @Test
    void saysHowLargeASampleMustBe() {
        Network network = Networks.byName("LeNet").orElseThrow();
        assertTrue(network.misfit(new InputShape(1, 16, 16), 10).isEmpty());
        assertEquals(
                "expected samples of at least 16 x 16 pixels, found 1 x 16 x 15",
                network.misfit(new InputShape(1, 16, 15), 10).orElseThrow());
        network.create(new InputShape(1, 16, 16), 10, ModelOptions.seeded(1));
    }
}
