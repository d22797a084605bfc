package org.draco.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What users write behind a name. */
class ArgumentsTest {

    @Test
    void splitsKeysAndValues() {
        assertEquals(Map.of("m", "3", "distance", "plain"), Arguments.parse("m=3, distance=plain"));
        assertEquals(Map.of("a", "x=y", "b", ""), Arguments.parse("a=x=y,b="));
        assertEquals(Map.of(), Arguments.parse(" "));
    }

    @Test
    void namesThePieceThatIsNotKeyAndValue() {
        assertEquals(
                "arguments: expected k=v,k=v, found \"m\" in \"m,k=1\"",
                fault(() -> Arguments.parse("m,k=1")));
        assertEquals(
                "arguments: expected k=v,k=v, found \"=1\" in \"=1\"",
                fault(() -> Arguments.parse("=1")));
        assertEquals(
                "arguments: expected k=v,k=v, found \"\" in \"m=1,\"",
                fault(() -> Arguments.parse("m=1,")));
        assertEquals(
                "arguments: expected each key once, found \"m\" twice in \"m=1,m=1\"",
                fault(() -> Arguments.parse("m=1,m=1")));
    }

    @Test
    void readsTypedValues() {
        Arguments arguments = new Arguments("rule", Arguments.parse("m=3,tau=0.5,mode=b"));
        assertEquals(3, arguments.integer("m", 1, 1));
        assertEquals(7, arguments.integer("absent", 7, 1));
        assertEquals(0.5, arguments.number("tau", 1, 0));
        assertEquals("b", arguments.choice("mode", "a", List.of("a", "b")));
        arguments.finish();
    }

    @Test
    void reportsAllFaultsTogether() {
        Arguments arguments =
                new Arguments("rule", Arguments.parse("m=0,tau=NaN,mode=c,k=x,typo=1"));
        assertEquals(1, arguments.integer("m", 1, 1));
        arguments.number("tau", 1, 0);
        arguments.choice("mode", "a", List.of("a", "b"));
        arguments.integer("k", 1, 1);
        assertEquals(
                "rule: m: expected a whole number of at least 1, found \"0\"; "
                        + "rule: tau: expected a finite number of at least 0.0, found \"NaN\"; "
                        + "rule: mode: expected one of [a, b], found \"c\"; "
                        + "rule: k: expected a whole number of at least 1, found \"x\"; "
                        + "rule: expected one of the arguments [k, m, mode, tau], found \"typo\"",
                fault(arguments::finish));
    }

    @Test
    void knowsWhenThereIsNothingToSay() {
        Arguments arguments = new Arguments("average", Map.of("m", "1"));
        assertEquals("average: expected no arguments, found \"m\"", fault(arguments::finish));
    }

    private static String fault(org.junit.jupiter.api.function.Executable doing) {
        return assertThrows(IllegalArgumentException.class, doing).getMessage();
    }
}
