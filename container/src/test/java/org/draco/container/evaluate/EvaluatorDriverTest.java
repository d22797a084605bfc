package org.draco.container.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.draco.codec.seed.StepRandom;
import org.draco.container.model.InputShape;
import org.draco.container.model.Network;
import org.draco.container.model.Networks;
import org.junit.jupiter.api.Test;

/** The driver passes what is right and fails what is wrong, with a made-up model and with LeNet. */
class EvaluatorDriverTest {

    private static EvaluatorDriver threeSamples() {
        return EvaluatorDriver.newDriver(new OneClassModel(), new InputShape(1, 1, 2))
                .withInput(1, (byte) 0, (byte) 9)
                .withInput(2, (byte) 0, (byte) 9)
                .withInput(1, (byte) 7, (byte) 9)
                .withCheckpoint(20, 2)
                .withCheckpoint(10, 1);
    }

    @Test
    void passesWhenTheRowsAreThoseExpected() throws IOException {
        threeSamples().withOutput(10, 2 / 3.0).withOutput(20, 1 / 3.0, 2 / 3.0).runTest();
    }

    @Test
    void withoutACheckpointTheInitialOneIsJudged() throws IOException {
        EvaluatorDriver.newDriver(new OneClassModel(), new InputShape(1, 1, 1))
                .withInput(4, (byte) 1)
                .withOutput(0, 1, 0)
                .runTest();
    }

    @Test
    void failsOnAnotherAccuracyLossStepOrNumberOfRows() {
        assertFails(threeSamples().withOutput(10, 1 / 3.0).withOutput(20, 1 / 3.0));
        assertFails(threeSamples().withOutput(10, 2 / 3.0).withOutput(20, 1 / 3.0, 0.6));
        assertFails(threeSamples().withOutput(11, 2 / 3.0).withOutput(20, 1 / 3.0));
        assertFails(threeSamples().withOutput(10, 2 / 3.0));
        assertFails(threeSamples());
    }

    private static void assertFails(EvaluatorDriver driver) {
        assertThrows(AssertionError.class, driver::runTest);
    }

    @Test
    void theBatchSizeDoesNotChangeWhatLeNetGetsRight() throws IOException {
        double atOnce = leNet(7).run().get(0).accuracy();
        double inParts = leNet(3).run().get(0).accuracy();
        assertEquals(atOnce, inParts);
    }

    private static EvaluatorDriver leNet(int batchSize) {
        Network network = Networks.byName("LeNet").orElseThrow();
        InputShape digit = new InputShape(1, 28, 28);
        EvaluatorDriver driver =
                EvaluatorDriver.newDriver(network, digit, 10, 1).withBatchSize(batchSize);
        StepRandom random = new StepRandom(1, "pixels");
        for (int i = 0; i < 7; i++) {
            byte[] pixels = new byte[digit.size()];
            random.nextBytes(pixels);
            driver.withInput(i, pixels);
        }
        return driver;
    }
}
