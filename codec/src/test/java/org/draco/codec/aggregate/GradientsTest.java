package org.draco.codec.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The rows that a rule sees. */
class GradientsTest {

    @Test
    void isAViewOfItsRows() {
        float[][] rows = {{1, 2, 3}, {4, 5, 6}};
        Gradients gradients = new Gradients(rows);
        assertEquals(2, gradients.count());
        assertEquals(3, gradients.dimension());
        float[] second = rows[1];
        rows[1] = new float[0];
        assertSame(second, gradients.row(1));
    }

    @Test
    void refusesRowsOfDifferentLengths() {
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new Gradients(new float[][] {{1}, {2}, {3, 4}}))
                        .getMessage();
        assertTrue(
                message.contains("row 2")
                        && message.contains("expected 1")
                        && message.contains("found 2"),
                message);
    }

    @Test
    void refusesNoRows() {
        assertThrows(IllegalArgumentException.class, () -> new Gradients(new float[0][]));
    }
}
