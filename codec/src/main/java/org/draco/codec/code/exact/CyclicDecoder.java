package org.draco.codec.code.exact;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.draco.codec.code.Decoding;
import org.draco.codec.code.Digest;
import org.draco.codec.code.FaultModel;
import org.draco.codec.code.Request;
import org.draco.codec.code.StepDecoder;
import org.draco.codec.vector.NumberVector;
import org.draco.codec.vector.ResidueVector;

/** Feeds an {@link ExactDecoder} as answers come, and decodes when nobody is left to wait for. */
final class CyclicDecoder implements StepDecoder {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final FaultModel faults;
    private final FixedPoint fixed;
    private final int[] exponents;
    private final int dimension;
    private final ExactDecoder decoder;
    private final Set<Integer> unanswered = new TreeSet<>();
    private Set<Integer> liars = Set.of();
    private Decoding decoding = new Decoding.Waiting();

    CyclicDecoder(FaultModel faults, FixedPoint fixed, int[] exponents, int dimension) {
        this.faults = faults;
        this.fixed = fixed;
        this.exponents = exponents;
        this.dimension = dimension;
        this.decoder = new ExactDecoder(faults, dimension, RANDOM);
        for (int worker = 0; worker < faults.workers(); worker++) {
            unanswered.add(worker);
        }
    }

    /** Digests mean nothing here. */
    @Override
    public void onDigest(int worker, int task, Digest digest) {}

    @Override
    public void onVector(int worker, int task, NumberVector answer) {
        if (task != worker || !unanswered.remove(worker)) {
            return;
        }
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
    public void onLost(int worker) {
        unanswered.remove(worker);
    }

    @Override
    public List<Request> takeRequests() {
        return List.of();
    }

    @Override
    public Decoding decoding() {
        if (decoding instanceof Decoding.Waiting && unanswered.isEmpty()) {
            decoding = decode();
        }
        return decoding;
    }

    private Decoding decode() {
        Recovery recovery = decoder.decode();
        if (recovery instanceof Recovery.Recovered recovered) {
            liars = recovered.liars();
            float[] gradient = new float[dimension];
            fixed.decode(recovered.sum(), exponents, faults.workers(), gradient);
            return new Decoding.Decoded(gradient, 0);
        } else if (recovery instanceof Recovery.TooFewAnswers tooFew) {
            liars = tooFew.liars();
            return new Decoding.TooFewAnswers(
                    "cyclic code: the answers of workers %s are missing; 2 x liars + missing may be at most 2s = %d"
                            .formatted(tooFew.missing(), 2 * faults.adversaries()),
                    tooFew.missing());
        } else if (recovery instanceof Recovery.Undecodable undecodable) {
            liars = undecodable.liars();
            return new Decoding.Undecodable("cyclic code: " + undecodable.why());
        }
        throw new AssertionError(recovery);
    }

    @Override
    public Set<Integer> suspects() {
        return new TreeSet<>(liars);
    }

    @Override
    public Set<Integer> unanswered() {
        return new TreeSet<>(unanswered);
    }
}
