package org.draco.codec.code.spectral;

import org.draco.codec.code.AnswerForm;
import org.draco.codec.code.Arithmetic;
import org.draco.codec.code.Assignment;
import org.draco.codec.code.FaultModel;
import org.draco.codec.code.FloatArithmetic;
import org.draco.codec.code.GradientCode;
import org.draco.codec.code.StepDecoder;
import org.draco.codec.code.exact.CyclicCode;
import org.draco.codec.vector.DoubleVector;
import org.draco.codec.vector.FloatVector;
import org.draco.codec.vector.NumberType;

/**
 * A {@link SpectralCode} as the code of a job: worker j's task is the batches j .. j + 2s (mod P).
 *
 * <p><b>Guarantee.</b> While e workers lie and f answers are missing, 2e + f {@code <=} 2s, the decoded gradient is the honest
 * mean up to the code's {@link Margin}.
 */
public final class FloatCyclicCode implements GradientCode {

    private final SpectralCode code;
    private final FloatWire wire;
    private final Assignment assignment;

    /**
     * @param code real or complex
     * @param wire the precision in which answers travel
     */
    public FloatCyclicCode(SpectralCode code, FloatWire wire) {
        this.code = code;
        this.wire = wire;
        int workers = code.workers();
        int[][] batches = new int[workers][code.redundancy()];
        for (int worker = 0; worker < workers; worker++) {
            for (int i = 0; i < batches[worker].length; i++) {
                batches[worker][i] = (worker + i) % workers;
            }
        }
        this.assignment = Assignment.ofOwnTasks(workers, batches);
    }

    @Override
    public String name() {
        return CyclicCode.NAME;
    }

    @Override
    public FaultModel faults() {
        return new FaultModel(code.workers(), code.adversaries());
    }

    @Override
    public Assignment assignment() {
        return assignment;
    }

    @Override
    public AnswerForm answerForm() {
        NumberType numbers = wire == FloatWire.FLOAT64 ? NumberType.FLOAT64 : NumberType.FLOAT32;
        return new AnswerForm(false, numbers, code.answerLength(1));
    }

    @Override
    public Arithmetic arithmetic() {
        return new FloatArithmetic();
    }

    @Override
    public Encoded encode(int task, float[][] gradients, int[] exponents) {
        return new Encoded(
                wire == FloatWire.FLOAT64
                        ? new DoubleVector(code.encodeDouble(gradients))
                        : new FloatVector(code.encode(gradients)),
                0);
    }

    @Override
    public StepDecoder newDecoder(int dimension, int[] exponents) {
        return new FloatCyclicDecoder(code, wire, dimension);
    }
}
