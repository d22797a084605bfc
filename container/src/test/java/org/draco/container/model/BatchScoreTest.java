package org.draco.container.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BatchScoreTest {

    @Test
    void addsUpAcrossBatchesOfDifferentSize() {
        BatchScore sum =
                BatchScore.NONE.plus(new BatchScore(3, 2, 4)).plus(new BatchScore(1.5, 0, 1));
        assertEquals(new BatchScore(4.5, 2, 5), sum);
        assertEquals(0.9, sum.meanLoss());
        assertEquals(0.4, sum.accuracy());
    }

    @Test
    void nothingScoredHasNoAccuracy() {
        assertTrue(Double.isNaN(BatchScore.NONE.accuracy()));
        assertTrue(Double.isNaN(BatchScore.NONE.meanLoss()));
    }

    @Test
    void cannotHaveMoreRightThanThereAre() {
        assertThrows(IllegalArgumentException.class, () -> new BatchScore(0, 2, 1));
        assertThrows(IllegalArgumentException.class, () -> new BatchScore(0, -1, 1));
    }
}
