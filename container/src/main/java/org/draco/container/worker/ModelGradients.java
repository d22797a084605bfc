package org.draco.container.worker;

import java.util.Arrays;
import java.util.function.LongSupplier;
import org.draco.codec.seed.StepRandom;
import org.draco.container.data.Batch;
import org.draco.container.data.BatchReader;
import org.draco.container.data.BatchSampler;
import org.draco.container.model.GradientModel;

/**
 * Gradients computed by a network on the samples that the sampler assigns, a pure function of (parameters, step, batch). Not
 * thread-safe, as the model is not.
 *
 * <p>With several local steps the answer is the sum of their gradients: what, times the learning rate, the steps have moved the
 * model by; for a running statistic, what they have moved it by.
 */
public final class ModelGradients implements BatchGradients {

    private final long seed;
    private final GradientModel model;
    private final BatchSampler sampler;
    private final BatchReader reader;
    private final LocalSteps local;
    private final LongSupplier nanoClock;

    /**
     * @param seed the job's; with step and batch it decides dropout masks
     * @param model the network; used by this object alone from now on
     * @param sampler which samples are in which batch; in equal shares for the local steps
     * @param reader where they are read from
     * @param local what is made of them
     * @param nanoClock monotonic time
     */
    public ModelGradients(
            long seed,
            GradientModel model,
            BatchSampler sampler,
            BatchReader reader,
            LocalSteps local,
            LongSupplier nanoClock) {
        this.seed = seed;
        this.model = model;
        this.sampler = sampler;
        this.reader = reader;
        this.local = local;
        this.nanoClock = nanoClock;
    }

    @Override
    public BatchGradient of(long step, int batch, float[] parameters) {
        return gradient(step, batch, parameters, false);
    }

    @Override
    public BatchGradient flipped(long step, int batch, float[] parameters) {
        return gradient(step, batch, parameters, true);
    }

    private BatchGradient gradient(long step, int batch, float[] parameters, boolean flipped) {
        long start = nanoClock.getAsLong();
        int[] indices = sampler.indices(step, batch);
        StepRandom random = new StepRandom(seed, "dropout", step, batch);
        int share = indices.length / local.count();
        float[] sum = new float[model.dimension()];
        float[] gradient = local.count() == 1 ? sum : new float[sum.length];
        float[] at = parameters;
        double loss = 0;
        for (int i = 0; i < local.count(); i++) {
            Batch read = reader.read(Arrays.copyOfRange(indices, i * share, (i + 1) * share), step);
            Batch samples = flipped ? read.withFlippedLabels(model.classes()) : read;
            loss += model.gradient(at, samples, random.nextLong(), gradient);
            loss += local.shape().apply(at, gradient, model.trainable());
            if (local.count() > 1) {
                at = moved(at, gradient, (float) local.rate().at(step));
                add(gradient, sum);
            }
        }
        return new BatchGradient(
                sum, (float) (loss / local.count()), nanoClock.getAsLong() - start);
    }

    private float[] moved(float[] at, float[] gradient, float rate) {
        float[] moved = new float[at.length];
        for (int i = 0; i < at.length; i++) {
            moved[i] = at[i] - (i < model.trainable() ? rate * gradient[i] : gradient[i]);
        }
        return moved;
    }

    private static void add(float[] gradient, float[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += gradient[i];
        }
    }

    /** d. */
    public int dimension() {
        return model.dimension();
    }

    /** How many components are trained; the others, at the end, are statistics. */
    public int trainable() {
        return model.trainable();
    }

    /** Where training starts; a new array. */
    public float[] initialParameters() {
        return model.initialParameters();
    }
}
