package org.draco.codec.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.draco.codec.Arguments;
import org.draco.codec.Description;
import org.junit.jupiter.api.Test;

/** The list of rules, and how their parameters are read. */
class AggregationRulesTest {

    @Test
    void eachRuleIsListedUnderItsName() {
        assertTrue(AggregationRules.names().contains("krum"));
        for (String name : AggregationRules.names()) {
            AggregationRule rule = AggregationRules.byName(name).orElseThrow();
            assertEquals(name, rule.name());
            Description description = rule.description();
            assertFalse(description.idea().isBlank(), name);
            assertFalse(description.paper().isBlank(), name);
        }
        assertTrue(AggregationRules.byName("kurm").isEmpty());
        assertTrue(AggregationRules.byName("kurm", Map.of("m", "1")).isEmpty());
    }

    @Test
    void thereIsOneAverage() {
        assertSame(AggregationRules.average(), AggregationRules.byName("average").orElseThrow());
    }

    @Test
    void unknownParametersAreFaults() {
        assertEquals(
                "krum: expected one of the arguments [distance, neighbours], found \"m\"",
                fault("krum", "m=3"));
        assertEquals("average: expected no arguments, found \"m\"", fault("average", "m=3"));
        assertEquals(
                "multi-krum: neighbours: expected a whole number of at least 1, or n-<k>s-<c>,"
                        + " found \"s\"; multi-krum: distance: expected one of [squared, plain,"
                        + " fourth], found \"l1\"",
                fault("multi-krum", "distance=l1,neighbours=s"));
    }

    /** What a list prints as parameters is what the rule reads. */
    @Test
    void descriptionsNameTheParameters() {
        for (String name : AggregationRules.names()) {
            String parameters =
                    AggregationRules.byName(name).orElseThrow().description().parameters();
            String found = fault(name, "no-such=1");
            if (parameters.isEmpty()) {
                assertEquals(name + ": expected no arguments, found \"no-such\"", found);
                continue;
            }
            String known = found.substring(found.indexOf('[') + 1, found.indexOf(']'));
            for (String key : known.split(", ")) {
                assertTrue(parameters.contains(key + "="), name + " lacks " + key);
            }
            assertEquals(known.split(", ").length, parameters.split("=", -1).length - 1, name);
        }
    }

    private static String fault(String name, String arguments) {
        return assertThrows(
                        IllegalArgumentException.class,
                        () -> AggregationRules.byName(name, Arguments.parse(arguments)))
                .getMessage();
    }
}
