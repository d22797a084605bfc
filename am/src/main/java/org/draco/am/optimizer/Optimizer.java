package org.draco.am.optimizer;

import java.util.Optional;
import org.draco.codec.Parallelism;

/**
 * Moves the trained parameters by one decoded gradient. Implementations are immutable; their state is the memory in {@link
 * Weights}, so that a checkpoint holds it.
 */
public interface Optimizer {

    /** How many components of memory a model of d parameters needs: 0 or a multiple of d. */
    int memory(int dimension);

    /**
     * Where the step's gradients are to be taken: for nearly all, at the parameters themselves.
     *
     * @param step from 0
     * @param weights only read
     * @return d components: the parameters' own array, or a new one
     */
    default float[] lookAhead(long step, Weights weights) {
        return weights.parameters();
    }

    /** What each answer is changed by before the aggregation rule sees it, if it is. */
    default Optional<AnswerMomentum> ofAnswers() {
        return Optional.empty();
    }

    /** The rate of a step, for reports. */
    double learningRate(long step);

    /**
     * One update, in place.
     *
     * @param step from 0
     * @param weights changed
     * @param gradient d components; only read
     * @param threads who does it; the result does not depend on them
     */
    void update(long step, Weights weights, float[] gradient, Parallelism threads);
}
