package org.draco.codec.code;

/**
 * Who computes what, and how the parameter server gets the exact batch gradient from answers of which some are lies.
 *
 * <p><b>Guarantee.</b> While at most {@code faults().adversaries()} workers send arbitrary bytes, whatever they know and
 * however they collude, a decoded gradient is the one that honest workers would have given, and no honest worker is
 * ever a suspect. Each code says to which precision.
 *
 * <p>Codes are immutable and thread-safe.
 */
public interface GradientCode {

    /** Name used in job files and reports, e.g. {@code "repetition"}; never changed once released. */
    String name();

    /** What is assumed of the adversary. */
    FaultModel faults();

    /** Who computes which batches. */
    Assignment assignment();

    /** What a worker sends first. */
    AnswerForm answerForm();

    /**
     * A decoder for one step.
     *
     * @param dimension d, the number of parameters
     */
    StepDecoder newDecoder(int dimension);
}
