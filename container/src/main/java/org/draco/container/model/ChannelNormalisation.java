package org.draco.container.model;

/**
 * The arithmetic of batch normalisation over samples and places of each channel, in plain Java.
 *
 * <pre>
 *   mean, variance over the m = samples x places values x of a channel (variance divided by m)
 *   y = scale (x - mean) / deviation + shift,     deviation = sqrt(variance + epsilon)
 *
 *   dL/dshift = sum of dL/dy,     dL/dscale = sum of dL/dy (x - mean) / deviation
 *   dL/dx = scale / deviation (dL/dy - dL/dshift / m - (x - mean) / deviation dL/dscale / m)
 * </pre>
 *
 * <p>Sums run over a channel's places in four lanes of floats and over samples in double, always in the same order: the result
 * is the same to the bit on every machine.
 *
 * <p><b>Source.</b> Ioffe, Szegedy, <i>Batch normalization</i>, ICML 2015, algorithm 1 and the derivatives after it.
 *
 * <p>Values are [sample][channel][place]. It remembers the last {@link #forward} for {@link #backward}. Not thread-safe.
 */
final class ChannelNormalisation {

    private final float epsilon;
    private final float[] mean;
    private final float[] variance;
    private final float[] byScale;
    private final float[] byShift;

    /** @param epsilon added to each variance */
    ChannelNormalisation(int channels, float epsilon) {
        this.epsilon = epsilon;
        this.mean = new float[channels];
        this.variance = new float[channels];
        this.byScale = new float[channels];
        this.byShift = new float[channels];
    }

    /** Normalises in place. */
    void forward(float[] values, int samples, int places, float[] scale, float[] shift) {
        int channels = mean.length;
        double count = (double) samples * places;
        for (int channel = 0; channel < channels; channel++) {
            double sum = 0;
            for (int sample = 0; sample < samples; sample++) {
                sum += sum(values, (sample * channels + channel) * places, places);
            }
            mean[channel] = (float) (sum / count);
            double squares = 0;
            for (int sample = 0; sample < samples; sample++) {
                int from = (sample * channels + channel) * places;
                squares += squares(values, from, places, mean[channel]);
            }
            variance[channel] = (float) (squares / count);
        }
        for (int plane = 0; plane < samples * channels; plane++) {
            int channel = plane % channels;
            float factor = scale[channel] / deviation(channel);
            float centre = mean[channel];
            float offset = shift[channel];
            for (int i = plane * places; i < (plane + 1) * places; i++) {
                values[i] = (values[i] - centre) * factor + offset;
            }
        }
    }

    private float deviation(int channel) {
        return (float) Math.sqrt(variance[channel] + epsilon);
    }

    private static double sum(float[] values, int from, int length) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int i = from;
        for (; i + 4 <= from + length; i += 4) {
            a += values[i];
            b += values[i + 1];
            c += values[i + 2];
            d += values[i + 3];
        }
        for (; i < from + length; i++) {
            a += values[i];
        }
        return (double) a + b + c + d;
    }

    private static double squares(float[] values, int from, int length, float centre) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int i = from;
        for (; i + 4 <= from + length; i += 4) {
            a += (values[i] - centre) * (values[i] - centre);
            b += (values[i + 1] - centre) * (values[i + 1] - centre);
            c += (values[i + 2] - centre) * (values[i + 2] - centre);
            d += (values[i + 3] - centre) * (values[i + 3] - centre);
        }
        for (; i < from + length; i++) {
            a += (values[i] - centre) * (values[i] - centre);
        }
        return (double) a + b + c + d;
    }

    /** The sum of the second times the first less its centre. */
    private static double products(
            float[] values, float[] factors, int from, int length, float centre) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int i = from;
        for (; i + 4 <= from + length; i += 4) {
            a += factors[i] * (values[i] - centre);
            b += factors[i + 1] * (values[i + 1] - centre);
            c += factors[i + 2] * (values[i + 2] - centre);
            d += factors[i + 3] * (values[i + 3] - centre);
        }
        for (; i < from + length; i++) {
            a += factors[i] * (values[i] - centre);
        }
        return (double) a + b + c + d;
    }

    /**
     * The way back.
     *
     * @param values as given to {@link #forward}, before it changed them; not changed
     * @param back dL/dy; becomes dL/dx
     */
    void backward(float[] values, float[] back, int samples, int places, float[] scale) {
        int channels = mean.length;
        for (int channel = 0; channel < channels; channel++) {
            double sum = 0;
            double product = 0;
            for (int sample = 0; sample < samples; sample++) {
                int from = (sample * channels + channel) * places;
                sum += sum(back, from, places);
                product += products(values, back, from, places, mean[channel]);
            }
            byShift[channel] = (float) sum;
            byScale[channel] = (float) (product / deviation(channel));
        }
        double count = (double) samples * places;
        for (int plane = 0; plane < samples * channels; plane++) {
            int channel = plane % channels;
            float deviation = deviation(channel);
            float factor = scale[channel] / deviation;
            float centre = mean[channel];
            float meanBack = (float) (byShift[channel] / count);
            float slope = (float) (byScale[channel] / count / deviation);
            for (int i = plane * places; i < (plane + 1) * places; i++) {
                back[i] = factor * (back[i] - meanBack - (values[i] - centre) * slope);
            }
        }
    }

    /** Of the batch, each channel's; not to be changed. */
    float[] mean() {
        return mean;
    }

    /** Of the batch, each channel's, divided by m; not to be changed. */
    float[] variance() {
        return variance;
    }

    /** dL/dscale, after {@link #backward}; not to be changed. */
    float[] byScale() {
        return byScale;
    }

    /** dL/dshift, after {@link #backward}; not to be changed. */
    float[] byShift() {
        return byShift;
    }
}
