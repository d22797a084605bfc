package org.draco.layout.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.LongStream;
import org.draco.layout.evaluation.EvaluationSpec.Course;
import org.junit.jupiter.api.Test;

class CourseTest {

    private static Course course(long evalFreq, long jobFreq, long lastStep, int evaluators) {
        return new Course(evalFreq, jobFreq, lastStep, 0, evaluators, 1);
    }

    @Test
    void wantsMultiplesUpToTheLastStep() {
        Course course = course(20, 10, 50, 1);
        assertTrue(course.wants(0));
        assertFalse(course.wants(10));
        assertTrue(course.wants(40));
        assertFalse(course.wants(60));
        assertTrue(course(20, 10, Course.UNTIL_OVER, 1).wants(60));
    }

    /** Whatever the two frequencies are, neighbours among the wanted checkpoints go to different evaluators. */
    @Test
    void evaluatorsTakeTurns() {
        for (long jobFreq : new long[] {1, 10, 12, 50}) {
            for (long evalFreq : new long[] {1, 2, 3, 10, 20, 50}) {
                for (int evaluators = 1; evaluators <= 4; evaluators++) {
                    Course course = course(evalFreq, jobFreq, Course.UNTIL_OVER, evaluators);
                    int[] turns =
                            LongStream.range(0, 5000)
                                    .filter(step -> step % jobFreq == 0 && course.wants(step))
                                    .mapToInt(course::turn)
                                    .toArray();
                    for (int i = 0; i < turns.length; i++) {
                        assertEquals(
                                i % evaluators,
                                turns[i],
                                "every %d of %d, checkpoint %d".formatted(evalFreq, jobFreq, i));
                    }
                }
            }
        }
    }

    /** The last step of a training need not be a multiple of anything. */
    @Test
    void aStepBesideTheOthersHasTheNextTurn() {
        assertEquals(0, course(1, 10, Course.UNTIL_OVER, 3).turn(25));
        assertEquals(0, course(1, 10, Course.UNTIL_OVER, 3).turn(30));
        assertEquals(1, course(1, 10, Course.UNTIL_OVER, 3).turn(31));
    }
}
