package org.draco.codec.code.spectral;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import org.draco.codec.code.AllAnswersDecoder;
import org.draco.codec.code.Decoding;
import org.draco.codec.vector.DoubleVector;
import org.draco.codec.vector.FloatVector;
import org.draco.codec.vector.NumberVector;

/** Collects the answers, and decodes when nobody is left to wait for. */
final class FloatCyclicDecoder extends AllAnswersDecoder {

    private static final SecureRandom SEEDS = new SecureRandom();

    private final SpectralCode code;
    private final FloatWire wire;
    private final int dimension;
    private final Map<Integer, NumberVector> answers = new HashMap<>();
    private Set<Integer> liars = Set.of();

    FloatCyclicDecoder(SpectralCode code, FloatWire wire, int dimension) {
        super(code.workers());
        this.code = code;
        this.wire = wire;
        this.dimension = dimension;
    }

    @Override
    protected void take(int worker, NumberVector answer) {
        answers.put(worker, answer);
    }

    @Override
    protected Decoding decode(Set<Integer> missing) {
        SpectralDecoder decoder = new SpectralDecoder(code);
        long seed = SEEDS.nextLong();
        Decoding decoding =
                wire == FloatWire.FLOAT64
                        ? conclude(decoder.decode(rows(double[][]::new), dimension, seed), missing)
                        : conclude(decoder.decode(rows(float[][]::new), dimension, seed), missing);
        answers.clear();
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

    private <V> Decoding conclude(SpectralDecoding<V> result, Set<Integer> missing) {
        if (result instanceof SpectralDecoding.Decoded<V> decoded) {
            liars = decoded.liars();
            return new Decoding.Decoded(mean(decoded.sum()), 0);
        } else if (result instanceof SpectralDecoding.TooFewAnswers<V> tooFew) {
            return new Decoding.TooFewAnswers(
                    "cyclic code: the answers of workers %s are missing: %s"
                            .formatted(missing, tooFew.why()),
                    missing);
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
}
