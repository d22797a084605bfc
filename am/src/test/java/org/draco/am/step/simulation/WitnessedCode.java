package org.draco.am.step.simulation;

import org.draco.codec.code.AnswerForm;
import org.draco.codec.code.Arithmetic;
import org.draco.codec.code.Assignment;
import org.draco.codec.code.FaultModel;
import org.draco.codec.code.GradientCode;
import org.draco.codec.code.StepDecoder;

/**
 * The code, whose decoders have a witness.
 *
 * @param code which does the work
 * @param judge who is told of every decoder
 */
record WitnessedCode(GradientCode code, Judge judge) implements GradientCode {

    @Override
    public String name() {
        return code.name();
    }

    @Override
    public FaultModel faults() {
        return code.faults();
    }

    @Override
    public Assignment assignment() {
        return code.assignment();
    }

    @Override
    public AnswerForm answerForm() {
        return code.answerForm();
    }

    @Override
    public Arithmetic arithmetic() {
        return code.arithmetic();
    }

    @Override
    public Encoded encode(int task, float[][] gradients, int[] exponents) {
        return code.encode(task, gradients, exponents);
    }

    @Override
    public StepDecoder newDecoder(int dimension, int[] exponents) {
        return judge.witness(code.newDecoder(dimension, exponents));
    }
}
