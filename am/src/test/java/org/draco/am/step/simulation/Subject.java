package org.draco.am.step.simulation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.draco.codec.code.Assignment;
import org.draco.codec.code.FaultModel;
import org.draco.codec.code.FloatArithmetic;
import org.draco.codec.code.GradientCode;
import org.draco.codec.code.choice.CodeChoice;
import org.draco.codec.code.choice.GradientCodes;
import org.draco.codec.code.exact.CyclicCode;
import org.draco.codec.code.exact.ExactArithmetic;
import org.draco.codec.code.group.ReactiveCode;
import org.draco.codec.code.group.RepetitionCode;
import org.draco.codec.code.group.TolerantCode;
import org.draco.codec.code.spectral.FloatCyclicCode;
import org.draco.codec.code.spectral.FloatWire;
import org.draco.codec.code.spectral.Margin;
import org.draco.codec.code.spectral.SpectralCode;

/**
 * A code, with what its documentation ({@code docs/codes*.md}) promises in terms that a run can be judged by.
 *
 * @param name for messages
 * @param code the code
 * @param sound whether a gradient decoded from answers of which these workers' are lies, and these are missing, must be honest
 * @param bears whether a step must succeed in which these may lie and these others may be lost
 * @param closeness how near to the honest gradient a decoded one is then
 * @param votes whether members of groups send digests, of which at most s of each group may disagree
 */
record Subject(
        String name,
        GradientCode code,
        BiPredicate<Set<Integer>, Set<Integer>> sound,
        BiPredicate<Set<Integer>, Set<Integer>> bears,
        Closeness closeness,
        boolean votes) {

    static final List<Subject> ALL =
            List.of(
                    repetition(new RepetitionCode(3, 3, 1, new FloatArithmetic()), 3),
                    repetition(new RepetitionCode(9, 3, 1, new FloatArithmetic()), 3),
                    repetition(new RepetitionCode(10, 5, 2, new FloatArithmetic()), 5),
                    repetition(new RepetitionCode(5, 5, 2, new FloatArithmetic()), 5),
                    repetition(new RepetitionCode(8, 4, 1, new FloatArithmetic()), 4),
                    repetition(new RepetitionCode(5, 5, 1, new FloatArithmetic()), 5),
                    repetition(new RepetitionCode(2, 1, 0, new FloatArithmetic()), 1),
                    repetition(new RepetitionCode(9, 3, 1, new ExactArithmetic(3)), 3),
                    tolerant(),
                    reactive(new ReactiveCode(4, 1, new FloatArithmetic())),
                    reactive(new ReactiveCode(9, 2, new FloatArithmetic())),
                    reactive(new ReactiveCode(8, 3, new ExactArithmetic(2))),
                    cyclic(new CyclicCode(new FaultModel(4, 1)), Closeness.equal()),
                    cyclic(new CyclicCode(new FaultModel(6, 2)), Closeness.equal()),
                    cyclic(new CyclicCode(new FaultModel(7, 2)), Closeness.equal()),
                    floating(SpectralCode.real(5, 1)),
                    floating(SpectralCode.real(7, 2)),
                    floating(SpectralCode.complex(6, 1)),
                    detox(9, 1, "average"),
                    detox(15, 3, "median"),
                    uncoded(5, 0, "average", 1),
                    uncoded(7, 2, "median", 5),
                    uncoded(7, 2, "trimmed-mean", 5));

    int workers() {
        return code.assignment().workers();
    }

    /** Whether its answers are combinations that are rounded, so that the smallest lies are none. */
    boolean rounds() {
        return code instanceof FloatCyclicCode;
    }

    /** s. */
    int adversaries() {
        return code.faults().adversaries();
    }

    /** Of s + 1 equal digests one is honest; so many honest members must be heard in each group. */
    private static Subject repetition(GradientCode code, int groupSize) {
        int s = code.faults().adversaries();
        return new Subject(
                "repetition",
                code,
                (liars, missing) -> inEachGroup(code, liars, most(s)),
                (liars, unreliable) ->
                        liars.size() <= s
                                && inEachGroup(
                                        code, union(liars, unreliable), most(groupSize - s - 1)),
                Closeness.equal(),
                true);
    }

    private static Subject tolerant() {
        Subject voting = repetition(new TolerantCode(9, 3, 1, 1e-4), 3);
        return new Subject(
                "repetition with tolerance",
                voting.code,
                voting.sound,
                voting.bears,
                Closeness.withinVote(1e-4),
                false);
    }

    /** Whoever is there may be asked about any group. */
    private static Subject reactive(GradientCode code) {
        int s = code.faults().adversaries();
        int workers = code.assignment().workers();
        return new Subject(
                "reactive",
                code,
                (liars, missing) -> liars.size() <= s,
                (liars, unreliable) ->
                        liars.size() <= s && workers - union(liars, unreliable).size() >= s + 1,
                Closeness.equal(),
                true);
    }

    private static Subject cyclic(GradientCode code, Closeness closeness) {
        int s = code.faults().adversaries();
        BiPredicate<Set<Integer>, Set<Integer>> budget =
                (liars, missing) -> {
                    Set<Integer> honestMissing = new HashSet<>(missing);
                    honestMissing.removeAll(liars);
                    return 2 * liars.size() + honestMissing.size() <= 2 * s;
                };
        return new Subject("cyclic", code, budget, budget, closeness, false);
    }

    private static Subject floating(SpectralCode code) {
        Margin margin = Margin.of(code, FloatWire.FLOAT32);
        return cyclic(new FloatCyclicCode(code, FloatWire.FLOAT32), Closeness.within(margin));
    }

    /** Groups of three, of which two members make a majority; a group without one is left out if the rule has rows enough. */
    private static Subject detox(int workers, int s, String rule) {
        GradientCode code = GradientCodes.create(CodeChoice.of("detox", workers, 3, s, rule));
        return new Subject(
                "detox, " + rule,
                code,
                (liars, missing) -> liars.size() <= s,
                (liars, unreliable) ->
                        liars.size() <= s
                                && inEachGroup(code, unreliable, most(0))
                                && (s > 1 || inEachGroup(code, liars, most(1))),
                Closeness.between(),
                false);
    }

    /** @param rows that the rule needs for s liars */
    private static Subject uncoded(int workers, int s, String rule, int rows) {
        return new Subject(
                "baseline, " + rule,
                GradientCodes.create(CodeChoice.of("baseline", workers, 1, s, rule)),
                (liars, missing) -> liars.size() <= s,
                (liars, unreliable) ->
                        liars.size() <= s && workers - union(liars, unreliable).size() >= rows,
                Closeness.between(),
                false);
    }

    private static boolean inEachGroup(
            GradientCode code, Set<Integer> workers, Predicate<Integer> holds) {
        Assignment assignment = code.assignment();
        Map<Integer, Integer> counts = new TreeMap<>();
        workers.forEach(worker -> counts.merge(assignment.taskOf(worker), 1, Integer::sum));
        return counts.values().stream().allMatch(holds);
    }

    private static Predicate<Integer> most(int count) {
        return found -> found <= count;
    }

    private static Set<Integer> union(Set<Integer> one, Set<Integer> other) {
        Set<Integer> union = new TreeSet<>(one);
        union.addAll(other);
        return union;
    }

    @Override
    public String toString() {
        return new ArrayList<>(List.of(name, "P = " + workers(), "s = " + adversaries()))
                .toString();
    }
}
