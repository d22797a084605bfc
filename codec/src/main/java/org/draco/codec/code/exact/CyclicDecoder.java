package org.draco.codec.code.exact;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.draco.codec.Parallelism;
import org.draco.codec.code.AllAnswersDecoder;
import org.draco.codec.code.Arithmetic;
import org.draco.codec.code.Decoding;
import org.draco.codec.code.FaultModel;
import org.draco.codec.code.Spare;
import org.draco.codec.vector.NumberVector;
import org.draco.codec.vector.ResidueVector;

/** Feeds an {@link ExactDecoder} as answers come, and decodes when nobody is left to wait for. */
final class CyclicDecoder extends AllAnswersDecoder {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final FaultModel faults;
    private final ExactArithmetic arithmetic;
    private final int[] exponents;
    private final int dimension;
    private final Spare<ResidueVector> spareSum;
    private ExactDecoder decoder;
    private Set<Integer> liars = Set.of();

    /** @param spareSum memory for a sum, of which one decoder at a time takes what another has left */
    CyclicDecoder(
            FaultModel faults,
            ExactArithmetic arithmetic,
            int[] exponents,
            int dimension,
            Parallelism parallelism,
            Spare<ResidueVector> spareSum) {
        super(faults.workers());
        this.faults = faults;
        this.arithmetic = arithmetic;
        this.exponents = exponents;
        this.dimension = dimension;
        this.spareSum = spareSum;
        ResidueVector sum =
                spareSum.take(
                        used -> used.length() == dimension, () -> new ResidueVector(dimension));
        this.decoder = new ExactDecoder(faults, sum, RANDOM, parallelism);
    }

    @Override
    protected void take(int worker, NumberVector answer) {
        boolean shaped = answer instanceof ResidueVector && answer.length() == dimension;
        decoder.accept(worker, shaped ? (ResidueVector) answer : noResidues(), dimension);
    }

    /** What stands for an answer that is none, and shows as a lie: numbers above p. */
    private ResidueVector noResidues() {
        int[] numbers = new int[dimension];
        Arrays.fill(numbers, -1);
        return ResidueVector.of(numbers);
    }

    @Override
    protected Decoding decode(Set<Integer> missing) {
        Recovery recovery = decoder.decode();
        decoder = null; // and its sum with it
        if (recovery instanceof Recovery.Recovered recovered) {
            liars = recovered.liars();
            Arithmetic.Mean mean = arithmetic.mean(recovered.sum(), exponents);
            spareSum.giveBack(recovered.sum());
            return new Decoding.Decoded(mean.gradient(), mean.saturated());
        } else if (recovery instanceof Recovery.TooFewAnswers tooFew) {
            liars = tooFew.liars();
            return new Decoding.TooFewAnswers("cyclic code: " + tooFew.why(), tooFew.missing());
        } else if (recovery instanceof Recovery.Undecodable undecodable) {
            liars = undecodable.liars();
            return new Decoding.Undecodable("cyclic code: " + undecodable.why());
        }
        throw new AssertionError(recovery);
    }

    @Override
    protected void letGo(float[] gradient) {
        arithmetic.giveBack(gradient);
    }

    @Override
    public Set<Integer> suspects() {
        return new TreeSet<>(liars);
    }
}
