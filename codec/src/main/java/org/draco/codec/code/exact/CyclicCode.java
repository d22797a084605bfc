package org.draco.codec.code.exact;

import org.draco.codec.Description;
import org.draco.codec.Parallelism;
import org.draco.codec.code.AnswerForm;
import org.draco.codec.code.Arithmetic;
import org.draco.codec.code.Assignment;
import org.draco.codec.code.FaultModel;
import org.draco.codec.code.GradientCode;
import org.draco.codec.code.Spare;
import org.draco.codec.code.StepDecoder;
import org.draco.codec.vector.NumberType;
import org.draco.codec.vector.ResidueVector;

/**
 * The {@link ExactCyclicCode} as the code of a job: its task for worker j is worker j's 2s + 1 batches, its answer one residue
 * for each parameter.
 *
 * <p><b>Guarantee.</b> While e workers lie and f answers are missing, 2e + f {@code <=} 2s, the decoded gradient is, bit for
 * bit, the mean that {@link ExactArithmetic} gives of the honest gradients, except with a probability of 2^-60 for each
 * step.
 */
public final class CyclicCode implements GradientCode {

    /** The code's name in job files, whatever its arithmetic. */
    public static final String NAME = "cyclic";

    /** What lists say of it, whatever its arithmetic. */
    public static final Description DESCRIPTION =
            new Description(
                    "each worker sends one combination of 2s + 1 gradients, from which the sum is decoded; nothing must divide P",
                    "--workers P, --declared-byz s, 2s < P; --arithmetic exact (bit for bit), float (odd P) or complex, those two"
                            + " with --wire float32 or float64 and --error-tolerance T",
                    "2s + 1",
                    "Chen, Wang, Charles, Papailiopoulos, DRACO, ICML 2018; exact: Reed-Solomon over 2^31 - 1");

    private static final AnswerForm RESIDUES = new AnswerForm(false, NumberType.RESIDUE, 1);

    private final ExactCyclicCode code;
    private final ExactArithmetic arithmetic;
    private final Parallelism parallelism;
    private final Spare<ResidueVector> spareSum = new Spare<>();

    /** Any P and s that a fault model can have; decoded by its caller's thread alone. */
    public CyclicCode(FaultModel faults) {
        this(faults, Parallelism.NONE);
    }

    /** @param parallelism who decodes; what is decoded does not depend on it */
    public CyclicCode(FaultModel faults, Parallelism parallelism) {
        this.parallelism = parallelism;
        this.code = new ExactCyclicCode(faults);
        this.arithmetic = new ExactArithmetic(faults.workers(), parallelism);
    }

    @Override
    public String name() {
        return NAME;
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
        return RESIDUES;
    }

    @Override
    public Arithmetic arithmetic() {
        return arithmetic;
    }

    @Override
    public Encoded encode(int task, float[][] gradients, int[] exponents) {
        ResidueVector answer = new ResidueVector(gradients[0].length);
        long saturated = code.encode(task, gradients, arithmetic.fixed(), exponents, answer);
        return new Encoded(answer, saturated);
    }

    @Override
    public StepDecoder newDecoder(int dimension, int[] exponents) {
        return new CyclicDecoder(faults(), arithmetic, exponents, dimension, parallelism, spareSum);
    }
}
