package org.draco.container.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.draco.codec.ExtensionException;
import org.draco.container.data.Batch;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Networks of a user's own, found by the name of their class. */
class NetworkClassTest {

    private static final InputShape INPUT = new InputShape(1, 2, 3);
    private static final ModelOptions OPTIONS = ModelOptions.seeded(1);

    /** As a user would write one. */
    public static final class Own implements Network {
        @Override
        public String name() {
            return "own";
        }

        @Override
        public Optional<String> misfit(InputShape input, int classes) {
            return classes == 7 ? Optional.of("expected no seven") : Optional.empty();
        }

        @Override
        public GradientModel create(InputShape input, int classes, ModelOptions options) {
            return new ConfiguredNetwork(
                            name(),
                            new NeuralNetConfiguration.Builder()
                                    .list()
                                    .layer(
                                            new OutputLayer.Builder(LossFunction.MCXENT)
                                                    .activation(Activation.SOFTMAX)
                                                    .nIn(input.size())
                                                    .nOut(classes)
                                                    .build())
                                    .build())
                    .create(input, classes, options);
        }
    }

    /** A class that is no network. */
    public static final class Other {}

    /** A network that cannot be made. */
    public static final class Failing implements Network {
        public Failing() {
            throw new IllegalStateException("no licence");
        }

        @Override
        public String name() {
            return "failing";
        }

        @Override
        public Optional<String> misfit(InputShape input, int classes) {
            return Optional.empty();
        }

        @Override
        public GradientModel create(InputShape input, int classes, ModelOptions options) {
            throw new AssertionError("is never made");
        }
    }

    /** A network that needs to be told something. */
    public record Asking(String name) implements Network {
        @Override
        public Optional<String> misfit(InputShape input, int classes) {
            return Optional.empty();
        }

        @Override
        public GradientModel create(InputShape input, int classes, ModelOptions options) {
            throw new AssertionError("is never made");
        }
    }

    /** A network whose model is whatever a test sets. */
    public static final class Wrong implements Network {
        static GradientModel model;

        @Override
        public String name() {
            return "wrong";
        }

        @Override
        public Optional<String> misfit(InputShape input, int classes) {
            throw new IllegalStateException("not today");
        }

        @Override
        public GradientModel create(InputShape input, int classes, ModelOptions options) {
            return model;
        }
    }

    private record Numbers(int dimension, int trainable, int classes, int start)
            implements GradientModel {
        @Override
        public float[] initialParameters() {
            return new float[start];
        }

        @Override
        public float gradient(float[] parameters, Batch batch, long draw, float[] gradient) {
            throw new AssertionError("is not asked");
        }

        @Override
        public BatchScore score(float[] parameters, Batch batch, Guesses guesses) {
            throw new AssertionError("is not asked");
        }

        @Override
        public void save(float[] parameters, OutputStream zip) {
            throw new AssertionError("is not asked");
        }
    }

    private static Network find(Class<?> type) throws IOException {
        return find(type.getName());
    }

    private static Network find(String name) throws IOException {
        return Networks.find(
                name,
                file -> {
                    throw new AssertionError(file + " is no file");
                });
    }

    @Test
    void aUsersNetworkIsFoundByItsClassAndTrains() throws IOException {
        Network network = find(Own.class);
        assertEquals(Own.class.getName(), network.name());
        assertEquals("expected no seven", network.misfit(INPUT, 7).orElseThrow());
        GradientModel model = network.create(INPUT, 3, OPTIONS);
        assertEquals(21, model.trainable());
        Batch batch = RandomBatch.of(INPUT, 3, 4, 1);
        float[] gradient = new float[21];
        double loss = model.gradient(model.initialParameters(), batch, 1, gradient);
        assertEquals(loss, model.score(model.initialParameters(), batch).meanLoss(), 1e-6);
    }

    @Test
    void ourOwnNamesComeFirstAndFilesAreAskedFor() throws IOException {
        assertEquals("LeNet", find("lenet").name());
        String json =
                new NeuralNetConfiguration.Builder()
                        .list()
                        .layer(
                                new OutputLayer.Builder(LossFunction.MCXENT)
                                        .activation(Activation.SOFTMAX)
                                        .nIn(6)
                                        .nOut(3)
                                        .build())
                        .build()
                        .toJson();
        Network network = Networks.find("hdfs:///nets/My.JSON", name -> json.getBytes());
        assertEquals("hdfs:///nets/My.JSON", network.name());
        assertTrue(network.misfit(INPUT, 3).isEmpty());
        IOException gone =
                assertThrows(
                        IOException.class,
                        () ->
                                Networks.find(
                                        "a.zip",
                                        name -> {
                                            throw new IOException(name + " is gone");
                                        }));
        assertEquals("a.zip is gone", gone.getMessage());
    }

    @Test
    void saysWhatThereIsWhenThereIsNoSuchClass() {
        String message =
                assertThrows(IllegalArgumentException.class, () -> find("org.example.AlexNet"))
                        .getMessage();
        assertTrue(message.startsWith("network: expected one of [LeNet, "), message);
        assertTrue(message.endsWith("found \"org.example.AlexNet\""), message);
    }

    @Test
    void refusesClassesThatCannotBeMadeIntoANetwork() {
        assertRefused(Other.class, "does not implement org.draco.container.model.Network");
        assertRefused(Failing.class, "throws java.lang.IllegalStateException: no licence");
        assertRefused(Asking.class, "NoSuchMethodException");
        assertRefused(Network.class, "NoSuchMethodException");
        assertRefused(LeNet.class, "NoSuchMethodException");
    }

    private static void assertRefused(Class<?> type, String why) {
        String message =
                assertThrows(IllegalArgumentException.class, () -> find(type)).getMessage();
        assertTrue(message.startsWith("network " + type.getName() + ": expected "), message);
        assertTrue(message.contains(why), message);
    }

    @Test
    void holdsAUsersNetworkToWhatAJobNeeds() throws IOException {
        Network network = find(Wrong.class);
        assertBroken("not today", () -> network.misfit(INPUT, 3));
        Wrong.model = null;
        assertBroken("expected a model, found null", () -> network.create(INPUT, 3, OPTIONS));
        Wrong.model = new Numbers(4, 0, 3, 4);
        assertBroken("found 0 of d = 4", () -> network.create(INPUT, 3, OPTIONS));
        Wrong.model = new Numbers(4, 5, 3, 4);
        assertBroken("found 5 of d = 4", () -> network.create(INPUT, 3, OPTIONS));
        Wrong.model = new Numbers(4, 4, 2, 4);
        assertBroken("expected a model of 3 classes", () -> network.create(INPUT, 3, OPTIONS));
        Wrong.model = new Numbers(4, 4, 3, 5);
        assertBroken("expected 4 components", () -> network.create(INPUT, 3, OPTIONS));
        Wrong.model = new Numbers(4, 2, 3, 4);
        assertEquals(Wrong.model, network.create(INPUT, 3, OPTIONS));
    }

    private static void assertBroken(String why, org.junit.jupiter.api.function.Executable call) {
        String message = assertThrows(ExtensionException.class, call).getMessage();
        assertTrue(message.startsWith("network " + Wrong.class.getName() + ": "), message);
        assertTrue(message.contains(why), message);
    }
}
