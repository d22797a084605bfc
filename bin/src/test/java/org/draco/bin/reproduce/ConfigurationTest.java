package org.draco.bin.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What configurations are called beside each other. */
class ConfigurationTest {

    private static Configuration of(Map<String, String> attributes) {
        return new Configuration("part", new TreeMap<>(attributes), List.of());
    }

    @Test
    void aValueIsNameEnoughWhereAllDifferInOneAttribute() {
        List<Configuration> lines =
                List.of(
                        of(Map.of("attack", "alie", "rule", "krum")),
                        of(Map.of("attack", "alie", "rule", "median")));
        assertEquals(List.of("krum", "median"), Configuration.labels(lines, List.of("attack")));
        assertEquals(
                List.of("attack=alie, rule=krum", "attack=alie, rule=median"),
                Configuration.labels(lines, List.of()));
    }

    @Test
    void theAttributeIsSaidWhereItIsNotTheSameForAll() {
        List<Configuration> lines = List.of(of(Map.of("rule", "mean")), of(Map.of("code", "mean")));
        assertEquals(List.of("rule=mean", "code=mean"), Configuration.labels(lines, List.of()));
        assertEquals(
                List.of("part"), Configuration.labels(List.of(of(Map.of())), List.of("attack")));
    }
}
