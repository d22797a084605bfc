package org.draco.container.model;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.FloatBuffer;
import java.util.function.Function;
import org.draco.container.data.Batch;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model that is a Deeplearning4j network.
 *
 * <p>Deeplearning4j keeps all parameters in one vector, and all gradients in another; the layers hold views. So
 * parameters go in and the gradient comes out by one copy each. What Deeplearning4j leaves there is the gradient
 * <i>summed</i> over the batch; the division by the number of samples is ours. What it leaves for the statistics of batch
 * normalisation is (1 - decay) (running - batch), already for the whole batch, and is passed on as it is.
 *
 * <p>Whatever is random about a pass comes from ND4J's generator of the calling thread, which is seeded with the draw before
 * each.
 */
final class NetworkModel implements GradientModel {

    private static final Logger LOG = LoggerFactory.getLogger(NetworkModel.class);

    private final Form form;
    private final ModelOptions options;
    private final Computation network;
    private final ParameterOrder order;
    private final HostFloats parameterFloats;
    private final HostFloats gradientFloats;
    private Input input;

    /**
     * What makes a model this one.
     *
     * @param name of the network, for messages
     * @param input the shape of a sample
     * @param targets what the outputs mean
     * @param untrained makes the network
     * @param start the parameters where training starts, in Deeplearning4j's order, by the network and the seed
     */
    record Form(
            String name,
            InputShape input,
            Targets targets,
            Function<Purpose, Computation> untrained,
            Start start) {}

    /** Where training starts. */
    interface Start {

        /** A new vector of all parameters in the network's own order. */
        float[] draw(Computation network, long seed);
    }

    /** Native arrays for batches of one size, kept from call to call. */
    private record Input(int samples, INDArray features, INDArray targets, float[] wanted) {}

    NetworkModel(Form form, ModelOptions options) {
        OneDnn.allow();
        this.form = form;
        this.options = options;
        this.network = form.untrained.apply(Purpose.COMPUTING);
        this.order = ParameterOrder.of(network);
        this.parameterFloats = HostFloats.of(network.parameters());
        this.gradientFloats = HostFloats.of(network.gradient());
        this.input = inputFor(1);
        OneDnn.absence(network.layers())
                .ifPresent(
                        why ->
                                LOG.warn(
                                        "{} runs without oneDNN, about four times slower and with other last bits: {}",
                                        form.name,
                                        why));
    }

    @Override
    public int dimension() {
        return order.dimension();
    }

    @Override
    public int trainable() {
        return order.trainable();
    }

    @Override
    public int classes() {
        return form.targets.classes();
    }

    @Override
    public float[] initialParameters() {
        float[] parameters = new float[order.dimension()];
        order.get(FloatBuffer.wrap(form.start.draw(network, options.seed())), parameters);
        return parameters;
    }

    @Override
    public float gradient(float[] parameters, Batch batch, long draw, float[] gradient) {
        requireDimension("gradient", gradient);
        load(parameters, batch);
        form.targets.fill(batch.labels(), input.wanted);
        HostFloats.of(input.targets).write(input.wanted);
        Nd4j.getRandom().setSeed(draw);
        float loss = (float) network.backpropagate(input.features, input.targets);
        order.get(gradientFloats.readable(), gradient);
        int n = batch.size();
        for (int i = 0; i < order.trainable(); i++) {
            gradient[i] /= n;
        }
        return loss;
    }

    @Override
    public BatchScore score(float[] parameters, Batch batch, Guesses guesses) {
        load(parameters, batch);
        float[] outputs = network.outputs(input.features).dup('c').data().asFloat();
        return form.targets.score(outputs, batch.labels(), guesses);
    }

    @Override
    public void save(float[] parameters, OutputStream zip) throws IOException {
        requireDimension("parameters", parameters);
        Computation saved = form.untrained.apply(Purpose.KEEPING);
        put(parameters, HostFloats.of(saved.parameters()));
        saved.write(zip);
    }

    private void load(float[] parameters, Batch batch) {
        requireFit(batch);
        requireDimension("parameters", parameters);
        put(parameters, parameterFloats);
        if (input.samples != batch.size()) {
            input = inputFor(batch.size());
        }
        HostFloats.of(input.features).write(batch.features());
    }

    private void put(float[] parameters, HostFloats theirs) {
        order.put(parameters, theirs.writable());
        theirs.written();
    }

    private Input inputFor(int samples) {
        InputShape shape = form.input;
        int outputs = form.targets.outputs();
        return new Input(
                samples,
                Nd4j.createUninitialized(
                        DataType.FLOAT,
                        new long[] {samples, shape.channels(), shape.height(), shape.width()},
                        'c'),
                Nd4j.createUninitialized(DataType.FLOAT, new long[] {samples, outputs}, 'c'),
                new float[samples * outputs]);
    }

    private void requireDimension(String what, float[] vector) {
        if (vector.length != dimension()) {
            throw new IllegalArgumentException(
                    what
                            + ": expected "
                            + dimension()
                            + " values for "
                            + form.name
                            + ", found "
                            + vector.length);
        }
    }

    private void requireFit(Batch batch) {
        InputShape found = new InputShape(batch.channels(), batch.height(), batch.width());
        if (!found.equals(form.input)) {
            throw new IllegalArgumentException(
                    "batch: "
                            + form.name
                            + " expects samples of "
                            + form.input
                            + ", found "
                            + found);
        }
        for (int label : batch.labels()) {
            if (label < 0 || label >= classes()) {
                throw new IllegalArgumentException(
                        "label: "
                                + form.name
                                + " expects 0 to "
                                + (classes() - 1)
                                + ", found "
                                + label);
            }
        }
    }
}
