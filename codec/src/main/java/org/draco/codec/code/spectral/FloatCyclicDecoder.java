package org.draco.codec.code.spectral;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import org.draco.codec.code.Decoding;
import org.draco.codec.code.Digest;
import org.draco.codec.code.Request;
import org.draco.codec.code.StepDecoder;
import org.draco.codec.vector.DoubleVector;
import org.draco.codec.vector.FloatVector;
import org.draco.codec.vector.NumberVector;

/** Collects the answers, and decodes when nobody is left to wait for. */
final class FloatCyclicDecoder implements StepDecoder {

    private static final SecureRandom SEEDS = new SecureRandom();

    private final SpectralCode code;
    private final FloatWire wire;
    private final int dimension;
    private final Set<Integer> unanswered = new TreeSet<>();
    private final Map<Integer, NumberVector> answers = new HashMap<>();
    private final Set<Integer> lost = new TreeSet<>();
    private Set<Integer> liars = Set.of();
    private Decoding decoding = new Decoding.Waiting();

    FloatCyclicDecoder(SpectralCode code, FloatWire wire, int dimension) {
        this.code = code;
        this.wire = wire;
        this.dimension = dimension;
        for (int worker = 0; worker < code.workers(); worker++) {
            unanswered.add(worker);
        }
    }

    /** Digests mean nothing here. */
    @Override
    public void onDigest(int worker, int task, Digest digest) {}

    @Override
    public void onVector(int worker, int task, NumberVector answer) {
        if (task == worker && unanswered.remove(worker)) {
            answers.put(worker, answer);
        }
    }

    @Override
    public void onLost(int worker) {
        if (unanswered.remove(worker)) {
            lost.add(worker);
        }
    }

    @Override
    public List<Request> takeRequests() {
        return List.of();
    }

    @Override
    public Decoding decoding() {
        if (decoding instanceof Decoding.Waiting && unanswered.isEmpty()) {
            SpectralDecoder decoder = new SpectralDecoder(code);
            long seed = SEEDS.nextLong();
            decoding =
                    wire == FloatWire.FLOAT64
                            ? conclude(decoder.decode(rows(double[][]::new), dimension, seed))
                            : conclude(decoder.decode(rows(float[][]::new), dimension, seed));
            answers.clear();
        }
        return decoding;
    }

    /** The answers by worker; null for who is lost, no numbers at all for an answer that is none. */
    @SuppressWarnings("unchecked")
    private <V> V[] rows(IntFunction<V[]> newRows) {
        V[] rows = newRows.apply(code.workers());
        answers.forEach((worker, answer) -> rows[worker] = (V) numbers(answer));
        return rows;
    }

    private Object numbers(NumberVector answer) {
        if (wire == FloatWire.FLOAT64) {
            return answer instanceof DoubleVector doubles ? doubles.values() : new double[0];
        }
        return answer instanceof FloatVector floats ? floats.values() : new float[0];
    }

    private <V> Decoding conclude(SpectralDecoding<V> result) {
        if (result instanceof SpectralDecoding.Decoded<V> decoded) {
            liars = decoded.liars();
            return new Decoding.Decoded(mean(decoded.sum()), 0);
        } else if (result instanceof SpectralDecoding.TooFewAnswers<V> tooFew) {
            return new Decoding.TooFewAnswers(
                    "cyclic code: the answers of workers %s are missing: %s"
                            .formatted(lost, tooFew.why()),
                    lost);
        } else if (result instanceof SpectralDecoding.Undecodable<V> undecodable) {
            return new Decoding.Undecodable("cyclic code: " + undecodable.why());
        }
        throw new AssertionError(result);
    }

    private float[] mean(Object sum) {
        float[] mean = sum instanceof float[] floats ? floats : new float[dimension];
        double[] doubles = sum instanceof double[] found ? found : null;
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) ((doubles == null ? mean[i] : doubles[i]) / code.workers());
        }
        return mean;
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
