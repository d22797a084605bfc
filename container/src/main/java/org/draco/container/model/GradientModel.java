package org.draco.container.model;

import java.io.IOException;
import java.io.OutputStream;
import org.draco.container.data.Batch;

/**
 * A network as the parameter server sees it: a flat vector of parameters and the gradient of the mean loss at it.
 *
 * <p>The vector has two parts. The first {@link #trainable} components are what the optimizer moves. The rest, up to {@link
 * #dimension}, are <i>statistics</i>: the running means and variances of batch normalisation, which the score uses and the
 * gradient does not. Nobody differentiates by them; what stands there in a "gradient" is what is to be <i>subtracted</i> from
 * the running statistic, with rate 1 and without momentum, decay or clipping. So statistics reach the parameter server, and
 * from there the evaluator, on the way that gradients go, and are protected like them.
 *
 * <p>The model keeps no training state: every call is given the parameters it is to work at, so an answer is a function
 * of (parameters, batch, draw) alone. With the same ND4J build, processor features and thread count, the answer is also the
 * same <i>to the bit</i>, from call to call and between instances, threads and processes; workers are compared on that.
 *
 * <p>Arrays belong to the caller; the model keeps none of them. Not thread-safe: one instance per thread.
 */
public interface GradientModel {

    /** d, the number of parameters, statistics included. */
    int dimension();

    /** How many components, from the first on, are trained: 1 to d. The others are statistics. */
    int trainable();

    /** How many classes there are; labels are below. */
    int classes();

    /** Where training starts: a new array of d finite values, a function of the seed given to {@link Network#create}. */
    float[] initialParameters();

    /**
     * The gradient of the mean loss over a batch.
     *
     * @param parameters d values; not changed
     * @param batch at least one sample, of the shape that the network wants
     * @param draw decides the dropout masks and whatever else is random about the pass
     * @param gradient d values, overwritten: first the plain mean over the samples, without regularisation, momentum or
     *     rate; from {@link #trainable} on, what is to be subtracted from the running statistics
     * @return the mean loss over the batch; NaN or infinite if the parameters have diverged
     * @throws IllegalArgumentException if a length, a shape or a label does not fit
     */
    float gradient(float[] parameters, Batch batch, long draw, float[] gradient);

    /** As {@link #score(float[], Batch, Guesses)}, and nobody wants to know the predictions. */
    default BatchScore score(float[] parameters, Batch batch) {
        return score(parameters, batch, Guesses.UNHEARD);
    }

    /**
     * Loss and right answers on a batch, without dropout and with the running statistics.
     *
     * @param parameters d values; not changed
     * @param batch at least one sample, of the shape that the network wants
     * @param guesses told the prediction for each sample
     * @throws IllegalArgumentException if a length, a shape or a label does not fit
     */
    BatchScore score(float[] parameters, Batch batch, Guesses guesses);

    /**
     * Writes the network with these parameters as a Deeplearning4j zip, to be read back with {@code
     * ModelSerializer.restoreMultiLayerNetwork} or, if it is no chain of layers, {@code restoreComputationGraph}. It holds no
     * optimizer state. The stream stays open.
     *
     * @param parameters d values; not changed
     */
    void save(float[] parameters, OutputStream zip) throws IOException;
}
