package org.draco.codec.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers of rows as papers write them. */
class RowCountTest {

    @ParameterizedTest
    @CsvSource({"7, 7", "n, 20", "n-s, 17", "n-s-2, 15", "n-2s-2, 12", "n-4, 16"})
    void isAFunctionOfWorkersAndAdversaries(String text, int expected) {
        RowCount count = RowCount.parse(text);
        assertEquals(expected, count.of(20, 3));
        assertEquals(text, count.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "", "s", "n+1", "n--2", "n-s-s", "1.5", "n-99999999999"})
    void refusesEverythingElse(String text) {
        assertThrows(IllegalArgumentException.class, () -> RowCount.parse(text));
    }

    /** Tried out: the smallest n from which on the number lies between 1 and n - s. */
    @ParameterizedTest
    @ValueSource(strings = {"1", "7", "n-s", "n-s-2", "n-2s-2", "n-4"})
    void knowsTheFewestWorkers(String text) {
        RowCount count = RowCount.parse(text);
        for (int s = 0; s <= 4; s++) {
            for (int least = 1; least <= 3; least++) {
                int expected = Integer.MAX_VALUE;
                for (int n = 60; n >= 1; n--) {
                    int rows = count.of(n, s);
                    if (rows < least || rows > n - s) {
                        break;
                    }
                    expected = n;
                }
                assertEquals(
                        expected, count.minWorkers(s, least), text + " s " + s + " least " + least);
            }
        }
    }
}
