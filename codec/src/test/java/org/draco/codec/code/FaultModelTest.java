package org.draco.codec.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What can be assumed of an adversary. */
class FaultModelTest {

    @Test
    void bearsAnythingBelowHalf() {
        for (int workers = 1; workers <= 50; workers++) {
            for (int s = -2; s <= workers; s++) {
                int adversaries = s;
                int n = workers;
                if (s >= 0 && s + s < workers) {
                    assertEquals(s, new FaultModel(workers, s).adversaries());
                } else {
                    assertMessage(() -> new FaultModel(n, adversaries), "P = " + n, "s = " + s);
                }
            }
        }
    }

    @Test
    void refusesNumbersWhoseDoubleOverflows() {
        assertMessage(() -> new FaultModel(Integer.MAX_VALUE, 1 << 30), "s = 1073741824");
    }

    @Test
    void refusesNoWorkers() {
        assertMessage(() -> new FaultModel(0, 0), "workers", "found 0");
        assertMessage(() -> new FaultModel(-5, 0), "workers", "found -5");
    }

    private static void assertMessage(Executable executable, String... parts) {
        String message = assertThrows(IllegalArgumentException.class, executable).getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
    }
}
