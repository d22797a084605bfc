package org.draco.codec.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LearningRatesTest {

    @Test
    void aConstantRateNeverChanges() {
        LearningRate rate = LearningRates.create("constant", "", 0.1);
        assertEquals(0.1, rate.at(0));
        assertEquals(0.1, rate.at(1_000_000));
    }

    /** The figures of the published runs: 0.5, half after 10 steps, changed every third step. */
    @Test
    void aHyperbolicRateIsHalvedAfterHalfAndChangesEveryDeltaSteps() {
        LearningRate rate = LearningRates.create("hyperbolic", "half=10,delta=3", 0.5);
        double[] expected = {0.5, 0.5, 0.5, 0.5 / 1.3, 0.5 / 1.3, 0.5 / 1.3, 0.5 / 1.6};
        for (int step = 0; step < expected.length; step++) {
            assertEquals(expected[step], rate.at(step), 1e-15, "step " + step);
        }
        assertEquals(0.25, LearningRates.create("hyperbolic", "half=10", 0.5).at(10), 1e-15);
    }

    @Test
    void stepsHoldFromTheirStepOnUntilTheNext() {
        LearningRate rate = LearningRates.create("steps", "5=0.01,9=0.001", 0.1);
        assertEquals(
                List.of(0.1, 0.01, 0.01, 0.001, 0.001),
                List.of(rate.at(4), rate.at(5), rate.at(8), rate.at(9), rate.at(99)));
    }

    @Test
    void aCosineGoesFromTheFirstRateToTheLeastAndStaysThere() {
        LearningRate rate = LearningRates.create("cosine", "period=100,least=0.02", 0.1);
        assertEquals(0.1, rate.at(0), 1e-15);
        assertEquals(0.06, rate.at(50), 1e-15);
        assertEquals(0.02 + 0.08 * (1 + Math.sqrt(0.5)) / 2, rate.at(25), 1e-15);
        assertEquals(0.02, rate.at(100));
        assertEquals(0.02, rate.at(500));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "linear|''|0.1|lr-schedule: expected one of [constant, hyperbolic, steps, cosine], found \"linear\"",
                "constant|half=3|0.1|expected no arguments, found \"half\"",
                "constant|''|0|lr: expected finite and above 0",
                "constant|''|1e-50|lr: expected finite and above 0",
                "constant|''|1e50|lr: expected finite and above 0",
                "constant|''|NaN|lr: expected finite and above 0",
                "hyperbolic|''|0.1|expected half=STEPS, found no such argument",
                "hyperbolic|half=0|0.1|half: expected a whole number of at least 1, found \"0\"",
                "hyperbolic|half=5,delta=0|0.1|delta: expected a whole number of at least 1",
                "steps|5=0.1,3=0.2|0.1|expected STEP=RATE,...",
                "steps|0=0.1|0.1|found \"0=0.1\"",
                "steps|5=0|0.1|found \"5=0\"",
                "steps|5=x|0.1|found \"5=x\"",
                "cosine|least=1|0.1|expected period=STEPS",
                "cosine|period=9,least=-1|0.1|least: expected a finite number of at least 0",
            })
    void whatIsWrongIsNamed(String name, String arguments, double first, String fault) {
        assertEquals(1, LearningRates.faults(name, arguments, first).size());
        String found = LearningRates.faults(name, arguments, first).get(0);
        assertTrue(found.contains(fault), found);
        assertThrows(
                IllegalArgumentException.class, () -> LearningRates.create(name, arguments, first));
    }

    @Test
    void whatIsRightHasNoFault() {
        assertEquals(List.of(), LearningRates.faults("cosine", "period=9", 0.1));
    }
}
