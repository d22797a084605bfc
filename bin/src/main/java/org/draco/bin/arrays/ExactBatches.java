package org.draco.bin.arrays;

import java.security.SecureRandom;
import java.util.Map;
import java.util.Set;
import org.draco.bin.npy.NpyType;
import org.draco.codec.Parallelism;
import org.draco.codec.code.FaultModel;
import org.draco.codec.code.exact.CyclicCode;
import org.draco.codec.code.exact.ExactArithmetic;
import org.draco.codec.code.exact.ExactCyclicCode;
import org.draco.codec.code.exact.ExactDecoder;
import org.draco.codec.code.exact.FixedPoint;
import org.draco.codec.code.exact.Recovery;
import org.draco.codec.vector.ResidueVector;

/**
 * The exact cyclic code on arrays. The exponents fit the gradients that are encoded, where a parameter server would take
 * them from the step before; the sum is exact but for the one rounding of each gradient to fixed point.
 */
final class ExactBatches implements ArrayCode {

    /** Only a vector of zeros uses it. */
    private static final int RANGE_BITS_OF_ZEROS = 0;

    private final FaultModel faults;
    private final ExactCyclicCode code;
    private final FixedPoint fixed;

    ExactBatches(FaultModel faults) {
        this.faults = faults;
        this.code = new ExactCyclicCode(faults);
        this.fixed = new FixedPoint(faults.workers(), ExactArithmetic.BLOCK_SIZE);
    }

    @Override
    public String name() {
        return CyclicCode.NAME;
    }

    @Override
    public int workers() {
        return faults.workers();
    }

    @Override
    public int batches() {
        return faults.workers();
    }

    @Override
    public NpyType answerType() {
        return NpyType.UINT32;
    }

    @Override
    public Answers encode(float[][] gradients) {
        int dimension = gradients[0].length;
        int[] exponents =
                fixed.chooseExponents(
                        largest(gradients),
                        0,
                        fixed.firstExponents(dimension, RANGE_BITS_OF_ZEROS),
                        Parallelism.NONE);
        int[][] answers = new int[workers()][];
        ResidueVector answer = new ResidueVector(dimension);
        for (int worker = 0; worker < answers.length; worker++) {
            int[] batches = code.assignment().batchesOf(worker);
            float[][] own = new float[batches.length][];
            for (int i = 0; i < own.length; i++) {
                own[i] = gradients[batches[i]];
            }
            code.encode(worker, own, fixed, exponents, answer);
            answers[worker] = answer.toArray();
        }
        return new Answers.Residues(answers, exponents);
    }

    /** The size of each component in the gradient where it is largest, so that nothing saturates. */
    private static float[] largest(float[][] gradients) {
        float[] largest = new float[gradients[0].length];
        for (float[] gradient : gradients) {
            for (int i = 0; i < largest.length; i++) {
                float size = Math.abs(gradient[i]);
                if (size <= Float.MAX_VALUE) {
                    largest[i] = Math.max(largest[i], size);
                }
            }
        }
        return largest;
    }

    @Override
    public DecodedSum decode(Answers answers, Set<Integer> missing) throws UndecodableException {
        Answers.Residues residues = (Answers.Residues) answers;
        int dimension = residues.rows()[0].length;
        ExactDecoder decoder = new ExactDecoder(faults, dimension, new SecureRandom());
        for (int worker = 0; worker < workers(); worker++) {
            if (!missing.contains(worker)) {
                ResidueVector answer = ResidueVector.of(residues.rows()[worker]);
                decoder.accept(worker, answer, dimension);
            }
        }
        Recovery recovery = decoder.decode();
        if (recovery instanceof Recovery.Recovered recovered) {
            float[] sum = new float[dimension];
            fixed.decode(recovered.sum(), residues.exponents(), 1, sum);
            return new DecodedSum(sum, recovered.liars(), Map.of("residual", 0));
        } else if (recovery instanceof Recovery.TooFewAnswers tooFew) {
            throw new UndecodableException(tooFew.why(), tooFew.liars());
        } else if (recovery instanceof Recovery.Undecodable undecodable) {
            throw new UndecodableException(undecodable.why(), undecodable.liars());
        }
        throw new AssertionError(recovery);
    }
}
