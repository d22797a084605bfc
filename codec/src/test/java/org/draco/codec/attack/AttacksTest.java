package org.draco.codec.attack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.draco.codec.seed.StepRandom;
import org.junit.jupiter.api.Test;

/** The list of attacks. */
class AttacksTest {

    @Test
    void listsThemHonestFirst() {
        assertEquals(List.of("honest", "rev_grad", "constant", "random"), Attacks.names());
    }

    @Test
    void makesEachOfThem() {
        for (String name : Attacks.names()) {
            assertEquals(name, Attacks.byName(name, 1).orElseThrow().name());
        }
    }

    @Test
    void knowsNoOther() {
        for (String name : List.of("", "Honest", "rev-grad", "krum")) {
            assertTrue(Attacks.byName(name, 1).isEmpty(), name);
        }
    }

    @Test
    void passesTheMagnitudeOn() {
        float[] lie =
                Attacks.byName("rev_grad", -7)
                        .orElseThrow()
                        .answer(new float[] {2}, new StepRandom(0, ""));
        assertArrayEquals(new float[] {-14}, lie);
    }

    @Test
    void hasDracosMagnitudeAsDefault() {
        assertEquals(-100, Attacks.DEFAULT_MAGNITUDE);
    }

    @Test
    void sendsTheVeryGradientWhenHonest() {
        float[] gradient = {1, Float.NaN};
        assertSame(gradient, Attacks.honest().answer(gradient, new StepRandom(0, "")));
        assertEquals("honest", Attacks.honest().name());
    }
}
