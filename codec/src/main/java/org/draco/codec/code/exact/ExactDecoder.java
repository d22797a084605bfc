package org.draco.codec.code.exact;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.draco.codec.Parallelism;
import org.draco.codec.code.FaultModel;
import org.draco.codec.vector.ResidueVector;

/**
 * Decodes one step of the {@link ExactCyclicCode}: takes answers in as they come, some at a time, and gives the exact sum of
 * all batches and the liars.
 *
 * <p><b>Guarantee.</b> With t liars and f workers without a complete answer, 2t + f {@code <=} 2s, the sum is that of
 * honest workers, all who changed a residue are named, and nobody else is; except with a probability of 2^-60 over the
 * secret of this decoder, which the answers cannot depend on. With t {@code <=} s it is never wrong while 2t + f {@code <=}
 * 2s; beyond that, whatever is inconsistent ends in an error.
 *
 * <p><b>Cost.</b> One pass per answer when it and up to three others are complete. Without liars nothing more; otherwise one
 * pass over the answers of all who are not accused. Beside the answers it holds d residues and 12 KB for each worker and part.
 *
 * <p><b>Ownership.</b> An answer belongs to the decoder from its first chunk on: it is read again for recovery, never
 * written, and must not change. It is let go of when the step is decoded. Owned by one thread.
 */
public final class ExactDecoder {

    /**
     * Answers that are taken in together, so that the sum is read and written a quarter as often: all of it adding up takes
     * 2.2 instead of 3.1 ms with P = 45, d = 431,080.
     */
    private static final int GROUP = 4;

    /**
     * Lanes that are added up, and then projected while they lie in the second-level cache. Both in tiles of a few pages
     * is slower: each loop that stops makes the memory's read-ahead stop.
     */
    private static final int CHUNK = 16 * TileSum.LANES;

    /** In at most so many parts an answer is taken in: a cluster's parameter server has few processors for this, and each part costs memory. */
    private static final int MOST_PARTS = 4;

    private final FaultModel faults;
    private final int dimension;
    private final RandomGenerator random;
    private final Parallelism parallelism;
    private final int chunks;
    private final int parts;
    private final SecretProjections projections;
    private final ResidueVector[] answers;
    private final int[] filled;
    private final BitSet impossible = new BitSet();
    private final ResidueVector sum;
    private boolean begun;
    private final int[] waiting = new int[GROUP];
    private int waitingCount;

    /**
     * A decoder for one step.
     *
     * @param faults P and s of the code
     * @param dimension d, at least 1
     * @param random draws this step's secret; must be cryptographic, such as {@link java.security.SecureRandom}, or
     *     the guarantee is void
     */
    public ExactDecoder(FaultModel faults, int dimension, RandomGenerator random) {
        this(faults, new ResidueVector(dimension), random, Parallelism.NONE);
    }

    /**
     * @param sum memory of d residues, whatever they are; the decoder's, and what it recovers
     * @param parallelism who takes answers in; what is decoded does not depend on it
     */
    ExactDecoder(
            FaultModel faults, ResidueVector sum, RandomGenerator random, Parallelism parallelism) {
        if (sum.length() < 1) {
            throw new IllegalArgumentException(
                    "dimension: expected at least 1, found " + sum.length());
        }
        this.faults = faults;
        this.dimension = sum.length();
        this.random = random;
        this.parallelism = parallelism;
        this.answers = new ResidueVector[faults.workers()];
        this.filled = new int[faults.workers()];
        this.sum = sum;
        this.chunks = (int) ((sum.lanes().length + (long) CHUNK - 1) / CHUNK);
        this.parts = Math.min(MOST_PARTS, chunks);
        this.projections =
                new SecretProjections(faults.workers(), sum.lanes().length, parts, random);
    }

    /**
     * More of a worker's answer has come.
     *
     * @param worker 0 .. P - 1
     * @param answer d numbers, kept; the same vector for all chunks of a worker. A number that is no residue, read
     *     without sign, proves a lie
     * @param to the components before this one are there now. Even, or d
     * @throws IllegalArgumentException if the vector is another one than before or of another length, or if {@code to}
     *     splits a lane, goes back or beyond d
     */
    public void accept(int worker, ResidueVector answer, int to) {
        int from = filled[worker];
        if (answer.length() != dimension || to < from || to > dimension) {
            throw new IllegalArgumentException(
                    "worker %d: expected %d components, filled to %d..%d; found %d, filled to %d"
                            .formatted(worker, dimension, from, dimension, answer.length(), to));
        }
        if (to % 2 != 0 && to != dimension) {
            throw new IllegalArgumentException(
                    "worker %d: expected whole lanes or all %d components, found %d"
                            .formatted(worker, dimension, to));
        }
        if (answers[worker] != null && answers[worker] != answer) {
            throw new IllegalArgumentException(
                    "worker " + worker + ": expected the vector of its first chunk");
        }
        answers[worker] = answer;
        filled[worker] = to;
        if (to == dimension && from < dimension) {
            waiting[waitingCount++] = worker;
            if (waitingCount == GROUP) {
                takeWaiting(false);
            }
        }
    }

    /**
     * Adds up and projects the answers that are complete and were not taken in yet.
     *
     * @param last the sum becomes residues: nothing more is added
     */
    private void takeWaiting(boolean last) {
        boolean[][] wrong = new boolean[parts][waitingCount];
        forEachChunk(
                (part, from, to) -> {
                    takeWaiting(part, from, to, wrong[part]);
                    if (last) {
                        PackedSum.reduce(sum.lanes(), from, to);
                    }
                });
        begun = true;
        for (boolean[] ofPart : wrong) {
            for (int i = 0; i < waitingCount; i++) {
                if (ofPart[i]) {
                    impossible.set(waiting[i]);
                }
            }
        }
        waitingCount = 0;
    }

    /** Does something with lanes {@code from .. to - 1}, which are of this part. */
    private interface ChunkAction {
        void act(int part, int from, int to);
    }

    private void forEachChunk(ChunkAction action) {
        parallelism.forEach(
                parts,
                part -> {
                    int end = (int) ((long) chunks * (part + 1) / parts);
                    for (int i = (int) ((long) chunks * part / parts); i < end; i++) {
                        int from = i * CHUNK;
                        int to = (int) Math.min(sum.lanes().length, (long) from + CHUNK);
                        action.act(part, from, to);
                    }
                });
    }

    private void takeWaiting(int part, int from, int to, boolean[] wrong) {
        if (!begun) {
            Arrays.fill(sum.lanes(), from, to, 0);
        }
        addWaiting(from, to);
        for (int i = 0; i < waitingCount; i++) {
            int worker = waiting[i];
            wrong[i] |= !projections.add(part, worker, answers[worker].lanes(), from, to);
        }
    }

    private void addWaiting(int from, int to) {
        if (waitingCount == GROUP) {
            PackedSum.add(
                    sum.lanes(),
                    answers[waiting[0]].lanes(),
                    answers[waiting[1]].lanes(),
                    answers[waiting[2]].lanes(),
                    answers[waiting[3]].lanes(),
                    from,
                    to);
            return;
        }
        for (int i = 0; i < waitingCount; i++) {
            PackedSum.add(sum.lanes(), answers[waiting[i]].lanes(), from, to);
        }
    }

    /** Decodes from what has come by now, and lets go of the answers; to be called once. */
    public Recovery decode() {
        takeWaiting(true);
        Recovery recovery = recover();
        Arrays.fill(answers, null);
        return recovery;
    }

    private Recovery recover() {
        BitSet missing = new BitSet();
        for (int worker = 0; worker < filled.length; worker++) {
            if (filled[worker] < dimension && !impossible.get(worker)) {
                missing.set(worker);
            }
        }
        int adversaries = faults.adversaries();
        if (impossible.cardinality() > adversaries) {
            return new Recovery.Undecodable(
                    "workers %s sent numbers that are no residues, more than s = %d"
                            .formatted(impossible, adversaries),
                    asSet(impossible));
        }
        BitSet erased = (BitSet) missing.clone();
        erased.or(impossible);
        if (erased.cardinality() > 2 * adversaries) {
            return tooFew(missing);
        }
        Optional<BitSet> liars = locate(erased);
        if (liars.isEmpty()) {
            return inconsistent(missing);
        }
        BitSet removed = (BitSet) erased.clone();
        removed.or(liars.get());
        if (removed.isEmpty()) {
            return new Recovery.Recovered(sum, Set.of());
        }
        liars.get().or(impossible);
        if (!new WeightedSum(answers, removed, faults, random).into(sum.lanes())) {
            return inconsistent(missing);
        }
        return new Recovery.Recovered(sum, asSet(liars.get()));
    }

    private Recovery inconsistent(BitSet missing) {
        if (!missing.isEmpty()) {
            return tooFew(missing);
        }
        return new Recovery.Undecodable(
                "no set of at most s = %d liars explains the answers"
                        .formatted(faults.adversaries()),
                asSet(impossible));
    }

    private Recovery tooFew(BitSet missing) {
        return new Recovery.TooFewAnswers(
                "the answers of workers %s are missing; 2 x liars + missing may be at most 2s = %d"
                        .formatted(asSet(missing), 2 * faults.adversaries()),
                asSet(missing),
                asSet(impossible));
    }

    /** The union of the liars that each projection shows, if it is small enough and explains every projection. */
    private Optional<BitSet> locate(BitSet erased) {
        int checks = 2 * faults.adversaries();
        Locator locator = new Locator(answers.length, checks);
        long[][] numbers = new long[SecretProjections.COUNT][answers.length];
        for (int worker = 0; worker < answers.length; worker++) {
            long[] projected =
                    erased.get(worker) ? new long[numbers.length] : projections.of(worker);
            for (int i = 0; i < numbers.length; i++) {
                numbers[i][worker] = projected[i];
            }
        }
        BitSet liars = new BitSet();
        for (long[] projection : numbers) {
            Optional<BitSet> located = locator.locate(projection, erased);
            if (located.isEmpty()) {
                return located;
            }
            liars.or(located.get());
        }
        BitSet removed = (BitSet) erased.clone();
        removed.or(liars);
        boolean few =
                2 * liars.cardinality() + erased.cardinality() <= checks
                        && liars.cardinality() + impossible.cardinality() <= faults.adversaries();
        for (long[] projection : numbers) {
            few &= locator.explains(projection, removed);
        }
        return few ? Optional.of(liars) : Optional.empty();
    }

    private static Set<Integer> asSet(BitSet workers) {
        Set<Integer> set = new TreeSet<>();
        workers.stream().forEach(set::add);
        return set;
    }
}
