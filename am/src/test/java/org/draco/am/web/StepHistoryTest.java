package org.draco.am.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However long the job, the history has few points, and they are means of what was. */
class StepHistoryTest {

    private static StepHistory of(long steps) {
        StepHistory history = new StepHistory();
        LongStream.rangeClosed(1, steps)
                .forEach(step -> history.add(Rows.row(step, step, List.of((int) (step % 3)))));
        return history;
    }

    @Test
    void aShortJobIsShownStepByStep() {
        JobDocuments.Steps steps = of(StepHistory.POINTS - 1).after(0);
        assertEquals(1, steps.width());
        double[] all = LongStream.range(1, StepHistory.POINTS).asDoubleStream().toArray();
        assertArrayEquals(all, steps.columns().get("step"));
        assertArrayEquals(all, steps.columns().get("train_loss"));
        assertEquals(1000, steps.columns().get("bytes_in")[0]);
        assertEquals(1, steps.columns().get("suspects")[7]);
    }

    @ParameterizedTest
    @ValueSource(longs = {512, 513, 1023, 1024, 1025, 5000, 100_000})
    void aPointOfALongJobIsTheMeanOfItsSteps(long made) {
        JobDocuments.Steps steps = of(made).after(0);
        long width = steps.width();
        double[] last = steps.columns().get("step");
        double[] loss = steps.columns().get("train_loss");
        assertTrue(last.length >= StepHistory.POINTS / 2 && last.length < StepHistory.POINTS);
        assertEquals(made / width, last.length, "whole points alone");
        for (int i = 0; i < last.length; i++) {
            assertEquals((i + 1) * width, last[i]);
            // The loss of a step is its number here; the sums are of whole numbers, and exact.
            assertEquals(i * width + (width + 1) / 2.0, loss[i], 0, "point " + i);
        }
    }

    @Test
    void whoHasSomeGetsTheLater() {
        JobDocuments.Steps steps = of(100).after(97);
        assertArrayEquals(new double[] {98, 99, 100}, steps.columns().get("step"));
        assertEquals(0, of(100).after(100).columns().get("seconds").length);
    }

    @Test
    void aStepThatComesAgainIsLeftOut() {
        StepHistory history = of(10);
        history.add(Rows.row(10, 77, List.of()));
        history.add(Rows.row(3, 77, List.of()));
        assertEquals(10, history.after(0).columns().get("step").length);
        assertEquals(10, history.after(9).columns().get("train_loss")[0]);
    }
}
