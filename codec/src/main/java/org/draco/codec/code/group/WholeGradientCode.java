package org.draco.codec.code.group;

import org.draco.codec.code.AnswerForm;
import org.draco.codec.code.Arithmetic;
import org.draco.codec.code.Assignment;
import org.draco.codec.code.FaultModel;
import org.draco.codec.code.GradientCode;
import org.draco.codec.vector.FloatVector;

/** What codes have in common whose tasks are single batches and whose answers are gradients. */
abstract sealed class WholeGradientCode implements GradientCode
        permits UncodedCode, RepetitionCode, TolerantCode, ReactiveCode, DetoxCode {

    private final FaultModel faults;
    private final Assignment assignment;
    private final AnswerForm answerForm;
    private final Arithmetic arithmetic;

    WholeGradientCode(
            FaultModel faults,
            Assignment assignment,
            AnswerForm answerForm,
            Arithmetic arithmetic) {
        this.faults = faults;
        this.assignment = assignment;
        this.answerForm = answerForm;
        this.arithmetic = arithmetic;
    }

    @Override
    public final FaultModel faults() {
        return faults;
    }

    @Override
    public final Assignment assignment() {
        return assignment;
    }

    @Override
    public final AnswerForm answerForm() {
        return answerForm;
    }

    @Override
    public final Arithmetic arithmetic() {
        return arithmetic;
    }

    /** The gradient itself: rounding, where there is any, is the parameter server's. */
    @Override
    public final Encoded encode(int task, float[][] gradients, int[] exponents) {
        if (gradients.length != 1) {
            throw new IllegalArgumentException(
                    "task " + task + ": expected 1 gradient, found " + gradients.length);
        }
        return new Encoded(new FloatVector(gradients[0]), 0);
    }
}
