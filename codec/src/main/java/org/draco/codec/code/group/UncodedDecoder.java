package org.draco.codec.code.group;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.draco.codec.ExtensionException;
import org.draco.codec.code.AllAnswersDecoder;
import org.draco.codec.code.Arithmetic;
import org.draco.codec.code.Decoding;
import org.draco.codec.code.FaultModel;
import org.draco.codec.vector.FloatVector;
import org.draco.codec.vector.NumberVector;

/** Waits for every worker that is not lost, then lets the rule speak. */
final class UncodedDecoder extends AllAnswersDecoder {

    private final FaultModel faults;
    private final Aggregation.OfStep aggregation;
    private final int dimension;
    private final float[][] answers;
    private final Set<Integer> faulty = new TreeSet<>();

    UncodedDecoder(FaultModel faults, Aggregation.OfStep aggregation, int dimension) {
        super(faults.workers());
        this.faults = faults;
        this.aggregation = aggregation;
        this.dimension = dimension;
        this.answers = new float[faults.workers()][];
    }

    @Override
    protected void take(int worker, NumberVector answer) {
        if (answer instanceof FloatVector gradient
                && gradient.length() == dimension
                && (showsInTheResult() || FloatVector.isFinite(gradient.values()))) {
            answers[worker] = gradient.values();
        } else {
            faulty.add(worker);
        }
    }

    /**
     * Whether a number that is not finite makes the result so: then it is enough to look at one vector, and at the answers only if that is not
     * finite.
     */
    private boolean showsInTheResult() {
        return aggregation.isFloatMean();
    }

    @Override
    public Set<Integer> suspects() {
        return new TreeSet<>(faulty);
    }

    /** How many of the rows may still be arbitrary: a proven liar is left out, and counts no more. */
    private int arbitrary() {
        return Math.max(0, faults.adversaries() - faulty.size());
    }

    @Override
    protected Decoding decode(Set<Integer> lost) {
        Decoding decoding = decodeFinite(lost);
        if (showsInTheResult()
                && decoding instanceof Decoding.Decoded decoded
                && !FloatVector.isFinite(decoded.gradient())
                && leaveOutFaulty()) {
            decoding = decodeFinite(lost);
        }
        Arrays.fill(answers, null);
        return decoding;
    }

    /** Whether there were answers that are not finite. */
    private boolean leaveOutFaulty() {
        int before = faulty.size();
        for (int worker = 0; worker < answers.length; worker++) {
            if (answers[worker] != null && !FloatVector.isFinite(answers[worker])) {
                answers[worker] = null;
                faulty.add(worker);
            }
        }
        return faulty.size() > before;
    }

    private Decoding decodeFinite(Set<Integer> lost) {
        List<float[]> rows = Arrays.stream(answers).filter(Objects::nonNull).toList();
        if (rows.isEmpty() && lost.isEmpty()) {
            // Not one honest worker has a finite gradient: the model has diverged, this is its
            // true gradient, and nobody is to blame.
            faulty.clear();
            float[] diverged = new float[dimension];
            Arrays.fill(diverged, Float.NaN);
            return new Decoding.Decoded(diverged, 0);
        }
        try {
            return aggregate(rows, lost);
        } catch (ExtensionException e) {
            return new Decoding.Undecodable(e.getMessage(), true);
        }
    }

    @Override
    protected void letGo(float[] gradient) {
        aggregation.giveBack(gradient);
    }

    private Decoding aggregate(List<float[]> rows, Set<Integer> lost) {
        int needed = aggregation.how().rule().minWorkers(arbitrary());
        if (rows.size() < needed) {
            String why =
                    "%s needs %d usable answers for s = %d, found %d (faulty: %s, lost: %s)"
                            .formatted(
                                    aggregation.how().rule().name(),
                                    needed,
                                    arbitrary(),
                                    rows.size(),
                                    faulty,
                                    lost);
            return rows.size() + lost.size() < needed
                    ? new Decoding.Undecodable(why)
                    : new Decoding.TooFewAnswers(why, lost);
        }
        Arithmetic.Mean mean = aggregation.of(rows, arbitrary());
        return new Decoding.Decoded(mean.gradient(), mean.saturated());
    }
}
