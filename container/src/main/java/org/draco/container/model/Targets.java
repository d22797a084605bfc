package org.draco.container.model;

/**
 * What a network's outputs mean: which it should give for a label, and how good those that it gives are.
 *
 * <p>Immutable and thread-safe.
 */
interface Targets {

    /** How many classes there are. */
    int classes();

    /** How many outputs the network has for each sample. */
    int outputs();

    /**
     * The outputs that would be best.
     *
     * @param labels one for each sample, {@code 0 .. classes() - 1}
     * @param into as many values as all samples have outputs; overwritten
     */
    void fill(int[] labels, float[] into);

    /**
     * How good the outputs are.
     *
     * @param outputs as many values as all samples have outputs: probabilities, or NaN
     * @param labels one for each sample
     * @param guesses told what each sample is taken for
     */
    BatchScore score(float[] outputs, int[] labels, Guesses guesses);

    /** The loss of a sample whose label got that probability; as Deeplearning4j, takes what is below 1e-10 for 1e-10. */
    static double loss(double probability) {
        return -Math.log(Math.max(probability, 1e-10));
    }
}
