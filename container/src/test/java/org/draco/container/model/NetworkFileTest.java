package org.draco.container.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.draco.codec.seed.StepRandom;
import org.draco.container.data.Batch;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Networks in files, as a user would write them and as nobody should. */
class NetworkFileTest {

    private static final InputShape INPUT = new InputShape(1, 4, 3);
    private static final ModelOptions OPTIONS = ModelOptions.seeded(1);

    private static NeuralNetConfiguration.ListBuilder dense(OutputLayer.Builder output) {
        return new NeuralNetConfiguration.Builder()
                .updater(new Adam(1))
                .l2(0.5)
                .list()
                .layer(new DenseLayer.Builder().nIn(12).nOut(7).activation(Activation.TANH).build())
                .layer(output.nIn(7).build());
    }

    private static OutputLayer.Builder softmax(int classes) {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .activation(Activation.SOFTMAX)
                .nOut(classes);
    }

    private static MultiLayerConfiguration classifier() {
        return dense(softmax(5)).build();
    }

    private static ComputationGraphConfiguration graph() {
        return new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("in")
                .addLayer("hidden", new DenseLayer.Builder().nOut(7).build(), "in")
                .addLayer("out", softmax(5).build(), "hidden")
                .setOutputs("out")
                .setInputTypes(InputType.convolutional(4, 3, 1))
                .build();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Network read(String text) {
        return NetworkFile.read("my.json", bytes(text));
    }

    private static String refusal(byte[] file) {
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> NetworkFile.read("dir/my.zip", file))
                        .getMessage();
        assertTrue(message.startsWith("network dir/my.zip: expected "), message);
        assertTrue(message.contains("found"), message);
        return message;
    }

    /** What a dense chain with tanh computes, in double. */
    private static double meanLoss(float[] p, Batch batch, int hidden, int classes) {
        double loss = 0;
        int inputs = batch.features().length / batch.size();
        int second = (inputs + 1) * hidden;
        for (int sample = 0; sample < batch.size(); sample++) {
            double[] h = new double[hidden];
            for (int o = 0; o < hidden; o++) {
                h[o] = p[inputs * hidden + o];
                for (int i = 0; i < inputs; i++) {
                    h[o] += batch.features()[sample * inputs + i] * p[o * inputs + i];
                }
                h[o] = Math.tanh(h[o]);
            }
            double sum = 0;
            double wanted = 0;
            for (int c = 0; c < classes; c++) {
                double logit = p[second + hidden * classes + c];
                for (int o = 0; o < hidden; o++) {
                    logit += h[o] * p[second + c * hidden + o];
                }
                sum += Math.exp(logit);
                wanted += c == batch.labels()[sample] ? logit : 0;
            }
            loss += Math.log(sum) - wanted;
        }
        return loss / batch.size();
    }

    @Test
    void aChainTakesPicturesAsVectorsAndItsLossIsThatOfTheDataAlone() {
        Network network = read(classifier().toJson());
        assertEquals("my.json", network.name());
        GradientModel model = network.create(INPUT, 5, OPTIONS);
        assertEquals(13 * 7 + 8 * 5, model.dimension());
        assertEquals(model.dimension(), model.trainable());
        float[] parameters = model.initialParameters();
        Batch batch = RandomBatch.of(INPUT, 5, 6, 1);
        float[] gradient = new float[model.dimension()];
        float loss = model.gradient(parameters, batch, 1, gradient);
        assertEquals(meanLoss(parameters, batch, 7, 5), loss, 1e-6);
        StepRandom random = new StepRandom(1, "coordinates");
        for (int i = 0; i < 20; i++) {
            int p = random.nextInt(parameters.length);
            float[] moved = parameters.clone();
            moved[p] += 0.01f;
            double above = meanLoss(moved, batch, 7, 5);
            moved[p] = parameters[p] - 0.01f;
            double slope = (above - meanLoss(moved, batch, 7, 5)) / 0.02;
            assertEquals(slope, gradient[p], 1e-4, "parameter " + p);
        }
    }

    @Test
    void aGraphIsTakenAsWell() {
        GradientModel model = read(graph().toJson()).create(INPUT, 5, OPTIONS);
        assertEquals(13 * 7 + 8 * 5, model.dimension());
        Batch batch = RandomBatch.of(INPUT, 5, 6, 1);
        float[] gradient = new float[model.dimension()];
        double loss = model.gradient(model.initialParameters(), batch, 1, gradient);
        assertEquals(loss, model.score(model.initialParameters(), batch).meanLoss(), 1e-6);
    }

    @Test
    void theSeedIsTheJobsNotTheConfigurations() {
        Network network = read(classifier().toJson());
        float[] one = network.create(INPUT, 5, ModelOptions.seeded(1)).initialParameters();
        float[] again = read(classifier().toJson()).create(INPUT, 5, OPTIONS).initialParameters();
        float[] other = network.create(INPUT, 5, ModelOptions.seeded(2)).initialParameters();
        assertArrayEquals(one, again);
        assertFalse(Arrays.equals(one, other));
    }

    @Test
    void aSavedModelStartsWhereItWasSaved() throws IOException {
        for (Network network :
                new Network[] {read(classifier().toJson()), read(graph().toJson())}) {
            GradientModel model = network.create(INPUT, 5, ModelOptions.seeded(8));
            byte[] zip = saved(model);
            GradientModel again = NetworkFile.read("my.zip", zip).create(INPUT, 5, OPTIONS);
            assertArrayEquals(model.initialParameters(), again.initialParameters());
        }
    }

    private static byte[] saved(GradientModel model) throws IOException {
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        model.save(model.initialParameters(), zip);
        return zip.toByteArray();
    }

    @Test
    void ourOwnModelsComeBackFromTheirZips() throws IOException {
        Architecture own =
                new ResidualNetwork(
                        0, new ResidualNetwork.Blocks(4, new int[] {1, 1}, false, false));
        InputShape input = new InputShape(3, 8, 8);
        GradientModel model = own.create(input, 4, ModelOptions.seeded(3));
        GradientModel again = NetworkFile.read("my.zip", saved(model)).create(input, 4, OPTIONS);
        float[] parameters = model.initialParameters();
        assertArrayEquals(parameters, again.initialParameters());
        Batch batch = RandomBatch.of(input, 4, 5, 1);
        float[] one = new float[model.dimension()];
        float[] other = new float[model.dimension()];
        assertEquals(
                model.gradient(parameters, batch, 1, one),
                again.gradient(parameters, batch, 1, other));
        assertArrayEquals(one, other);
    }

    @Test
    void oneSigmoidOutputIsForTwoClasses() {
        Network network =
                read(
                        dense(
                                        new OutputLayer.Builder(LossFunction.XENT)
                                                .activation(Activation.SIGMOID)
                                                .nOut(1))
                                .build()
                                .toJson());
        GradientModel model = network.create(INPUT, 2, OPTIONS);
        assertEquals(13 * 7 + 8, model.dimension());
        assertEquals("expected 2 classes, found 3", network.misfit(INPUT, 3).orElseThrow());
        Batch batch = RandomBatch.of(INPUT, 2, 6, 1);
        float[] gradient = new float[model.dimension()];
        double loss = model.gradient(model.initialParameters(), batch, 1, gradient);
        assertEquals(loss, model.score(model.initialParameters(), batch).meanLoss(), 1e-6);
    }

    @Test
    void saysWhyDataDoNotFit() {
        Network network = read(classifier().toJson());
        assertTrue(network.misfit(INPUT, 5).isEmpty());
        assertTrue(network.misfit(new InputShape(3, 2, 2), 5).isEmpty());
        assertEquals("expected 5 classes, found 4", network.misfit(INPUT, 4).orElseThrow());
        String why = network.misfit(new InputShape(1, 4, 4), 5).orElseThrow();
        assertTrue(why.startsWith("expected other samples than those of 1 x 4 x 4: "), why);
        String refusal =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> network.create(new InputShape(1, 4, 4), 5, OPTIONS))
                        .getMessage();
        assertTrue(refusal.startsWith("network my.json: " + why), refusal);
    }

    @Test
    void refusesWhatIsNoClassifier() {
        String message =
                refusal(
                        bytes(
                                dense(
                                                new OutputLayer.Builder(LossFunction.MSE)
                                                        .activation(Activation.IDENTITY)
                                                        .nOut(5))
                                        .build()
                                        .toJson()));
        assertTrue(message.endsWith("found OutputLayer with identity"), message);
        message =
                refusal(
                        bytes(
                                new NeuralNetConfiguration.Builder()
                                        .list()
                                        .layer(new DenseLayer.Builder().nIn(12).nOut(5).build())
                                        .build()
                                        .toJson()));
        assertTrue(message.contains("found DenseLayer with "), message);
    }

    @Test
    void refusesWhatIsNoConfiguration() {
        assertTrue(
                refusal(bytes("")).contains("neither") || refusal(bytes("")).contains("nothing"));
        for (String text :
                new String[] {"\u0000\u0001\u0002", "{\"confs\": [", "<xml/>", "hello"}) {
            assertTrue(refusal(bytes(text)).contains("configuration in JSON"), text);
        }
        for (String text : new String[] {"{}", "[]", "7", "{\"confs\": 3}", "{\"confs\": []}"}) {
            assertTrue(refusal(bytes(text)).endsWith("found neither"), text);
        }
        refusal(bytes("[".repeat(200_000)));
        refusal(bytes("{\"confs\": [{\"layer\": {\"@class\": \"java.lang.ProcessBuilder\"}}]}"));
        refusal(bytes("{\"confs\": [{\"layer\": {\"@class\": \"org.example.Missing\"}}]}"));
        refusal(bytes("{\"confs\": [{}]}"));
        assertTrue(
                refusal(bytes("{\"vertices\": {}, \"networkInputs\": [\"a\", \"b\"]}"))
                        .endsWith("found 2 inputs and 0 outputs"));
        refusal(
                bytes(
                        "{\"vertices\": {}, \"networkInputs\": [\"a\"], \"networkOutputs\": [\"b\"]}"));
    }

    @Test
    void refusesDoublesAndNetworksThatNoMachineHolds() {
        MultiLayerConfiguration doubles =
                new NeuralNetConfiguration.Builder()
                        .dataType(DataType.DOUBLE)
                        .list()
                        .layer(softmax(5).nIn(12).build())
                        .build();
        assertTrue(refusal(bytes(doubles.toJson())).endsWith("found DOUBLE"));
        MultiLayerConfiguration huge =
                new NeuralNetConfiguration.Builder()
                        .list()
                        .layer(new DenseLayer.Builder().nIn(1 << 20).nOut(1 << 20).build())
                        .layer(softmax(5).nIn(1 << 20).build())
                        .build();
        assertTrue(refusal(bytes(huge.toJson())).contains("expected 1 to 2147483647 parameters"));
    }

    private interface Content {
        void write(DataOutputStream out) throws IOException;
    }

    private static byte[] zip(String configuration, Content coefficients) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("configuration.json"));
            zip.write(bytes(configuration));
            zip.putNextEntry(new ZipEntry("coefficients.bin"));
            DataOutputStream out = new DataOutputStream(zip);
            coefficients.write(out);
            out.flush();
        }
        return bytes.toByteArray();
    }

    private static Content vector(long shape, long length, String type, float value) {
        return out -> {
            out.writeUTF("MIXED_DATA_TYPES");
            out.writeLong(shape);
            out.writeUTF("LONG");
            for (long i = 0; i < shape && i < 8; i++) {
                out.writeLong(i);
            }
            out.writeUTF("MIXED_DATA_TYPES");
            out.writeLong(length);
            out.writeUTF(type);
            for (int i = 0; i < 131; i++) {
                out.writeFloat(i == 17 ? value : i);
            }
        };
    }

    @Test
    void refusesSavedModelsWhoseParametersAreNotTheConfigurations() throws IOException {
        String json = classifier().toJson();
        Network right = NetworkFile.read("my.zip", zip(json, vector(8, 131, "FLOAT", 0.5f)));
        float[] start = right.create(INPUT, 5, OPTIONS).initialParameters();
        assertEquals(0.5f, start[17]);
        assertEquals(130f, start[130]);
        assertTrue(
                refusal(zip(json, vector(8, 130, "FLOAT", 0))).endsWith("found 130 of type FLOAT"));
        assertTrue(
                refusal(zip(json, vector(8, Long.MAX_VALUE, "FLOAT", 0)))
                        .endsWith("found 9223372036854775807 of type FLOAT"));
        assertTrue(
                refusal(zip(json, vector(8, 131, "DOUBLE", 0)))
                        .endsWith("found 131 of type DOUBLE"));
        assertTrue(
                refusal(zip(json, vector(8, 131, "FLOAT", Float.NaN)))
                        .endsWith("found NaN in place 17"));
        assertTrue(refusal(zip(json, vector(-1, 131, "FLOAT", 0))).endsWith("found -1"));
        assertTrue(refusal(zip(json, vector(1L << 40, 131, "FLOAT", 0))).contains("found 1099"));
        assertTrue(refusal(zip(json, out -> {})).contains("coefficients.bin"));
        assertTrue(refusal(zip(json, out -> out.writeShort(-1))).contains("coefficients.bin"));
        assertTrue(refusal(zip("{}", vector(8, 131, "FLOAT", 0))).endsWith("found neither"));
    }

    @Test
    void refusesDamagedZips() throws IOException {
        byte[] zip = saved(read(classifier().toJson()).create(INPUT, 5, OPTIONS));
        for (int length : new int[] {2, 10, 100, zip.length / 4}) {
            refusal(Arrays.copyOf(zip, length));
        }
        StepRandom random = new StepRandom(2, "damage");
        for (int i = 0; i < 300; i++) {
            byte[] damaged = zip.clone();
            for (int j = 0; j < 3; j++) {
                damaged[2 + random.nextInt(damaged.length - 2)] = (byte) random.nextInt(256);
            }
            try {
                NetworkFile.read("my.zip", damaged);
            } catch (IllegalArgumentException refused) {
                assertTrue(
                        refused.getMessage().startsWith("network my.zip: expected "),
                        refused.getMessage());
            }
        }
    }

    /** 100 MB of blanks in 100 kB: never inflated beyond what a configuration may have. */
    @Test
    void refusesBombs() throws IOException {
        byte[] blanks = new byte[1 << 20];
        Arrays.fill(blanks, (byte) ' ');
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("configuration.json"));
            for (int i = 0; i < 100; i++) {
                zip.write(blanks);
            }
        }
        assertTrue(refusal(bytes.toByteArray()).contains("configuration.json of at most 67108864"));
    }

    @Test
    void theZipsOfOtherProgramsAreNoModels() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("../../etc/passwd"));
        }
        assertEquals(
                "network dir/my.zip: expected a saved model with configuration.json, found none",
                refusal(bytes.toByteArray()));
    }
}
