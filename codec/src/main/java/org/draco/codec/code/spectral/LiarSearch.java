package org.draco.codec.code.spectral;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Finds a smallest set of workers that explains the checks: proposals first; if none is certified, every set among the likeliest
 * workers, and every set of all.
 *
 * <p>Proposals come from {@link Prony} for growing numbers of liars, improved by exchanging one worker at a time; then the same
 * with the largest answers accused beforehand, since beside a huge lie a small one is lost in the checks' rounding. A proposal counts
 * only when the {@link Certificate} holds, and nobody stays accused who can be believed without breaking it.
 */
final class LiarSearch {

    /** Every set is tried if there are no more than this many of a size. */
    private static final long MOST_SETS = 200_000;

    /** How many more than twice the most liars are tried in every combination: beside every liar somebody who passes for him. */
    private static final int BESIDE = 2;

    private static final double ROUNDING = 1e-12;

    private final Certificate certificate;
    private final int workers;
    private final int capacity;

    /** @param capacity the most liars to look for beside those that are known */
    LiarSearch(Certificate certificate, int capacity) {
        this.certificate = certificate;
        this.workers = certificate.checks().code().workers();
        this.capacity = capacity;
    }

    /** The liars, in order, without those that are known; or null. */
    int[] find() {
        if (certificate.holds(new int[0])) {
            return new int[0];
        }
        if (capacity == 0) {
            return null;
        }
        int[] bySize = largestFirst();
        for (int huge = 0; huge <= Math.min(capacity, bySize.length); huge++) {
            int[] found = propose(Arrays.copyOf(bySize, huge));
            if (found != null) {
                return smallest(found);
            }
        }
        int[] found = tryEverySet(likeliest());
        return found == null ? tryEverySet(bySize) : found;
    }

    private int[] likeliest() {
        ComplexMatrix syndromes = certificate.syndromes(new int[0]);
        boolean[] known = certificate.exclude(new int[0]);
        int[] all =
                new Prony(certificate.checks().code(), syndromes, known)
                        .locate(capacity)
                        .likeliest();
        return Arrays.copyOf(all, Math.min(all.length, 2 * capacity + BESIDE));
    }

    /** The set among these workers that explains the checks best, of the first size for which one does. */
    private int[] tryEverySet(int[] among) {
        ComplexMatrix syndromes = certificate.syndromes(new int[0]);
        for (int size = 1; size <= capacity; size++) {
            if (sets(among.length, size) > MOST_SETS) {
                return null;
            }
            int[] best = Arrays.copyOf(among, size);
            double[] least = {Double.POSITIVE_INFINITY};
            tryEverySet(syndromes, among, 0, new int[size], 0, best, least);
            if (certificate.holds(best)) {
                return smallest(best);
            }
        }
        return null;
    }

    private int[] largestFirst() {
        return IntStream.range(0, workers)
                .filter(worker -> !certificate.isKnown(worker))
                .boxed()
                .sorted(Comparator.comparingDouble(worker -> -certificate.square(worker)))
                .mapToInt(worker -> worker)
                .toArray();
    }

    private int[] propose(int[] accused) {
        boolean[] excluded = certificate.exclude(accused);
        ComplexMatrix syndromes = certificate.syndromes(accused);
        if (accused.length > 0 && holds(syndromes, accused)) {
            return accused;
        }
        double tolerated = certificate.tolerated(accused);
        Prony prony = new Prony(certificate.checks().code(), syndromes, excluded);
        for (int count = 1; count <= capacity - accused.length; count++) {
            Prony.Proposal proposal = prony.locate(count);
            if (proposal.likeliest().length < count) {
                return null;
            }
            int[] candidate = union(accused, Arrays.copyOf(proposal.likeliest(), count));
            if (proposal.misfit() > tolerated) {
                continue; // they are more
            }
            if (holds(syndromes, candidate)) {
                return candidate;
            }
            if (exchange(syndromes, candidate, accused.length) && holds(syndromes, candidate)) {
                return candidate;
            }
        }
        return null;
    }

    /** As the certificate says, which is asked only if these checks, made once, do not rule it out. */
    private boolean holds(ComplexMatrix syndromes, int[] accused) {
        double possible = 2 * certificate.tolerated(accused) + ROUNDING * syndromes.norm();
        return residual(syndromes, accused) <= possible && certificate.holds(accused);
    }

    /** Replaces one worker at a time, those before {@code fixed} excepted, as long as that leaves less unexplained. */
    private boolean exchange(ComplexMatrix syndromes, int[] candidate, int fixed) {
        double best = residual(syndromes, candidate);
        boolean changed = false;
        for (int round = 0; round < 2 * capacity; round++) {
            double before = best;
            for (int place = fixed; place < candidate.length; place++) {
                double[] residuals = residualsWithAnother(syndromes, without(candidate, place));
                for (int worker = 0; worker < workers; worker++) {
                    if (residuals[worker] < best
                            && !certificate.isKnown(worker)
                            && !contains(candidate, worker)) {
                        best = residuals[worker];
                        candidate[place] = worker;
                        changed = true;
                    }
                }
            }
            if (best == before) {
                break;
            }
        }
        return changed;
    }

    private double[] residualsWithAnother(ComplexMatrix syndromes, int[] accused) {
        return certificate
                .checks()
                .residualsWithAnother(syndromes, Certificate.marked(certificate.exclude(accused)));
    }

    /** Of checks made once: fast, and good for comparing. */
    private double residual(ComplexMatrix syndromes, int[] accused) {
        return certificate
                .checks()
                .residual(syndromes, Certificate.marked(certificate.exclude(accused)));
    }

    private void tryEverySet(
            ComplexMatrix syndromes,
            int[] among,
            int from,
            int[] set,
            int size,
            int[] best,
            double[] least) {
        if (size == set.length) {
            double residual = residual(syndromes, set);
            if (residual < least[0]) {
                least[0] = residual;
                System.arraycopy(set, 0, best, 0, size);
            }
            return;
        }
        for (int k = from; k < among.length; k++) {
            set[size] = among[k];
            tryEverySet(syndromes, among, k + 1, set, size + 1, best, least);
        }
    }

    private static long sets(int of, int size) {
        double sets = 1;
        for (int k = 0; k < size; k++) {
            sets = sets * (of - k) / (k + 1);
        }
        return (long) Math.min(sets, Long.MAX_VALUE);
    }

    /** Believes whoever can be believed. */
    private int[] smallest(int[] accused) {
        ComplexMatrix syndromes = certificate.syndromes(new int[0]);
        int[] kept = accused;
        for (int worker : accused) {
            int[] fewer = Arrays.stream(kept).filter(other -> other != worker).toArray();
            if (holds(syndromes, fewer)) {
                kept = fewer;
            }
        }
        Arrays.sort(kept);
        return kept;
    }

    private static boolean contains(int[] set, int worker) {
        for (int member : set) {
            if (member == worker) {
                return true;
            }
        }
        return false;
    }

    private static int[] without(int[] set, int place) {
        int[] others = Arrays.copyOf(set, set.length - 1);
        System.arraycopy(set, place + 1, others, place, others.length - place);
        return others;
    }

    private static int[] union(int[] first, int[] second) {
        int[] union = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, union, first.length, second.length);
        return union;
    }
}
