package org.draco.codec.code.spectral;

import java.util.Set;

/**
 * What decoding came to, compared with the truth.
 *
 * @param error the norm of what the sum is wrong by
 * @param believed the norm of the answers that were believed
 * @param accused who is said to have lied
 */
record Outcome(double error, double believed, Set<Integer> accused) {

    /**
     * Decodes answers that hold numbers of the wire's precision.
     *
     * @return null if there was no decoding
     */
    static Outcome of(FloatWire wire, Step step, double[][] answers, long seed) {
        SpectralDecoder decoder = new SpectralDecoder(step.code);
        if (wire == FloatWire.FLOAT32) {
            return decoder.decode(narrow(answers), step.dimension, seed)
                            instanceof SpectralDecoding.Decoded<float[]> decoded
                    ? of(step, answers, Step.widen(decoded.sum()), decoded.liars())
                    : null;
        }
        return decoder.decode(answers, step.dimension, seed)
                        instanceof SpectralDecoding.Decoded<double[]> decoded
                ? of(step, answers, decoded.sum(), decoded.liars())
                : null;
    }

    private static Outcome of(Step step, double[][] answers, double[] sum, Set<Integer> accused) {
        return new Outcome(Step.distance(step.sum(), sum), Step.norm(answers, accused), accused);
    }

    private static float[][] narrow(double[][] answers) {
        float[][] narrow = new float[answers.length][];
        for (int worker = 0; worker < answers.length; worker++) {
            if (answers[worker] != null) {
                narrow[worker] = new float[answers[worker].length];
                for (int i = 0; i < narrow[worker].length; i++) {
                    narrow[worker][i] = (float) answers[worker][i];
                }
            }
        }
        return narrow;
    }
}
