package org.draco.codec.code.choice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.draco.codec.aggregate.AggregationRules;
import org.draco.codec.code.GradientCode;
import org.draco.codec.code.group.TolerantCode;
import org.draco.codec.vector.NumberType;
import org.junit.jupiter.api.Test;

/** What may be chosen, and all that is wrong with what may not. */
class GradientCodesTest {

    private static CodeChoice repetition(int workers, int groupSize, int s) {
        return CodeChoice.of("repetition", workers, groupSize, s, "average");
    }

    private static CodeChoice baseline(int workers, int s, String mode) {
        return CodeChoice.of("baseline", workers, 1, s, mode);
    }

    private static CodeChoice cyclic(String arithmetic, int workers, int s) {
        return CodeChoice.of("cyclic", workers, 1, s, "average").withArithmetic(arithmetic);
    }

    private static CodeChoice detox(int workers, int groupSize, int voteGroups, int s) {
        CodeChoice base = CodeChoice.of("detox", workers, groupSize, s, "average");
        return new CodeChoice(
                base.approach(),
                base.arithmetic(),
                workers,
                groupSize,
                voteGroups,
                s,
                base.mode(),
                base.modeArgs(),
                base.vote(),
                base.voteTolerance(),
                base.numbers(),
                base.errorTolerance());
    }

    private static CodeChoice voting(CodeChoice base, String vote, double tolerance) {
        return new CodeChoice(
                base.approach(),
                base.arithmetic(),
                base.workers(),
                base.groupSize(),
                base.voteGroups(),
                base.adversaries(),
                base.mode(),
                base.modeArgs(),
                vote,
                tolerance,
                base.numbers(),
                base.errorTolerance());
    }

    private static CodeChoice sending(CodeChoice base, String numbers, double errorTolerance) {
        return new CodeChoice(
                base.approach(),
                base.arithmetic(),
                base.workers(),
                base.groupSize(),
                base.voteGroups(),
                base.adversaries(),
                base.mode(),
                base.modeArgs(),
                base.vote(),
                base.voteTolerance(),
                numbers,
                errorTolerance);
    }

    @Test
    void listsTheCodes() {
        assertEquals(
                List.of("baseline", "repetition", "cyclic", "reactive", "detox"),
                GradientCodes.names());
    }

    @Test
    void findsNothingWrongWithWhatCanBe() {
        for (CodeChoice choice :
                List.of(
                        repetition(9, 3, 1),
                        repetition(9, 9, 4),
                        repetition(1, 1, 0),
                        repetition(9, 3, 1).withArithmetic("exact"),
                        voting(repetition(9, 3, 1), "tolerance", 1e-4),
                        baseline(9, 0, "average"),
                        baseline(9, 0, "average").withArithmetic("exact"),
                        cyclic("exact", 8, 3),
                        cyclic("exact", 1, 0),
                        cyclic("float", 9, 2),
                        cyclic("complex", 8, 2),
                        CodeChoice.of("reactive", 8, 0, 3, "average"),
                        detox(15, 5, 0, 2),
                        detox(18, 3, 2, 1))) {
            assertEquals(List.of(), GradientCodes.faults(choice), choice.toString());
        }
    }

    @Test
    void reportsAllFaultsAtOnce() {
        assertEquals(
                List.of(
                        "group-size: expected a divisor of the 9 workers, found 4",
                        "declared-byz: expected at most 1 for groups of 4, found 2"),
                GradientCodes.faults(repetition(9, 4, 2)));
        assertEquals(
                List.of(
                        "declared-byz: expected at least 0, and 2s < P = 9, found -2",
                        "arithmetic: expected one of [float, exact], found \"double\"",
                        "mode: expected one of "
                                + AggregationRules.names()
                                + ", after any of [nnm, bucketing, clipping, arc] and a +, found \"krumm\"; did you mean \"krum\"?",
                        "arithmetic: expected float, for exact is mode \"average\"'s alone,"
                                + " found exact with mode \"krumm\""),
                withBoth(baseline(9, -2, "krumm")));
        assertEquals(
                List.of(
                        "declared-byz: expected at least 0, and 2s < P = 8, found 4",
                        "wire: expected one of [float32, float64], found \"float16\"; did you mean \"float32\"?",
                        "workers: expected an odd number for the real-valued cyclic code"
                                + " (--arithmetic exact and complex take any), found 8"),
                GradientCodes.faults(sending(cyclic("float", 8, 4), "float16", 0)));
        assertEquals(
                List.of(
                        "group-size: expected a divisor of the 9 workers, found 2",
                        "declared-byz: expected at most 0 for groups of 2, found 1",
                        "vote-tolerance: expected above 0 and at most 0.1 (at 1, zeros would pass"
                                + " for any gradient), found 1.0",
                        "arithmetic: expected float with --vote tolerance, where workers agree only"
                                + " roughly, found exact"),
                GradientCodes.faults(
                        voting(repetition(9, 2, 1).withArithmetic("exact"), "tolerance", 1)));
    }

    /** SMEA has more ways to leave out 9 of 28 rows than it tries; 2 of 28 are few. */
    @Test
    void refusesRulesThatCannotBeComputedForSoManyWorkers() {
        assertEquals(
                List.of("workers: expected at most 27 for mode \"smea\" against 9, found 28"),
                GradientCodes.faults(baseline(28, 9, "smea")));
        assertEquals(List.of(), GradientCodes.faults(baseline(28, 2, "smea")));
    }

    /** The faults of the choice with an arithmetic that is none, and then those that only the exact one has. */
    private static List<String> withBoth(CodeChoice choice) {
        List<String> faults =
                new ArrayList<>(GradientCodes.faults(choice.withArithmetic("double")));
        List<String> exact = GradientCodes.faults(choice.withArithmetic("exact"));
        exact.stream().filter(fault -> !faults.contains(fault)).forEach(faults::add);
        return faults;
    }

    @Test
    void namesTheCodesWhenItKnowsNoneOfThatName() {
        assertEquals(
                List.of(
                        "approach: expected one of [baseline, repetition, cyclic, reactive, detox],"
                                + " found \"draco\""),
                GradientCodes.faults(CodeChoice.of("draco", 9, 3, -2, "average")));
    }

    @Test
    void saysThatTheMeanBearsNobody() {
        assertEquals(
                List.of(
                        "declared-byz: expected 0, for mode \"average\" bears no adversary, found"
                                + " 1"),
                GradientCodes.faults(baseline(9, 1, "average")));
    }

    @Test
    void wantsWorkers() {
        for (String approach : GradientCodes.names()) {
            List<String> faults = GradientCodes.faults(CodeChoice.of(approach, 0, 3, 1, "average"));
            assertTrue(
                    faults.contains("workers: expected at least 1, found 0"),
                    approach + ": " + faults);
        }
    }

    @Test
    void wantsToBeToldHowManyMayLieWhereItCannotKnow() {
        for (String approach : List.of("cyclic", "reactive", "detox")) {
            CodeChoice choice = CodeChoice.of(approach, 9, 3, CodeChoice.UNDECLARED, "average");
            assertEquals(
                    List.of(
                            "declared-byz: expected to be told how many may lie with approach \""
                                    + approach
                                    + "\", found nothing"),
                    GradientCodes.faults(choice));
        }
    }

    @Test
    void wantsWholeGroupsForTheReactiveCode() {
        assertEquals(
                List.of("workers: expected a multiple of s + 1 = 3, found 8"),
                GradientCodes.faults(CodeChoice.of("reactive", 8, 0, 2, "average")));
    }

    @Test
    void wantsVoteGroupsThatDivideTheGroupsAndARuleThatBearsTheTurnedOnes() {
        assertEquals(
                List.of("vote-groups: expected a divisor of the 5 groups, found 2"),
                GradientCodes.faults(detox(15, 3, 2, 1)));
        assertEquals(
                List.of("vote-groups: expected a divisor of the 5 groups, found -1"),
                GradientCodes.faults(detox(15, 3, -1, 1)));
        for (int[] shape : new int[][] {{15, 3, 1}, {15, 5, 2}, {16, 4, 1}, {12, 6, 2}}) {
            int most = shape[2];
            assertEquals(List.of(), GradientCodes.faults(detox(shape[0], shape[1], 0, most)));
            assertEquals(
                    List.of(
                            "declared-byz: expected at most %d for groups of %d, for mode \"average\" bears no turned group, found %d"
                                    .formatted(most, shape[1], most + 1)),
                    GradientCodes.faults(detox(shape[0], shape[1], 0, most + 1)));
        }
    }

    @Test
    void refusesMoreWorkersThanFixedPointCanAddUp() {
        int most = 1 << 20;
        for (String approach : GradientCodes.names()) {
            for (int workers : new int[] {most + 1, Integer.MAX_VALUE}) {
                assertEquals(
                        List.of("workers: expected at most 1048576, found " + workers),
                        GradientCodes.faults(
                                CodeChoice.of(approach, workers, 1, 0, "average")
                                        .withArithmetic("exact")));
            }
        }
        CodeChoice largest = baseline(most, 0, "average").withArithmetic("exact");
        assertEquals(most, GradientCodes.create(largest).faults().workers());
        assertEquals(List.of(), GradientCodes.faults(cyclic("exact", most, 0)));
    }

    @Test
    void refusesCyclicCodesThatNoOneCouldCompute() {
        for (String arithmetic : List.of("exact", "complex")) {
            List<String> faults = GradientCodes.faults(cyclic(arithmetic, 50_000, 20_000));
            assertEquals(
                    "declared-byz: expected P(2s + 1), the gradients of a step, to be at most"
                            + " 1048576, found 2000050000",
                    faults.get(0));
        }
        assertEquals(List.of(), GradientCodes.faults(cyclic("exact", 1023, 511)));
        assertEquals(
                List.of(
                        "declared-byz: expected at most 128 for --arithmetic float and complex"
                                + " (exact takes more), found 129"),
                GradientCodes.faults(cyclic("float", 259, 129)));
        assertEquals(
                List.of(), GradientCodes.faults(sending(cyclic("float", 257, 128), "float64", 1)));
    }

    @Test
    void refusesARuleAndItsParametersWhereNoRuleIsAsked() {
        for (String approach : List.of("repetition", "cyclic", "reactive")) {
            assertEquals(
                    List.of(
                            "mode-args: expected none with approach \"%s\", which ends in no rule as baseline and detox do, found \"m=2\""
                                    .formatted(approach)),
                    GradientCodes.faults(
                            ruled(
                                    CodeChoice.of(approach, 12, 3, 1, "average")
                                            .withArithmetic("exact"))));
            assertEquals(
                    List.of(
                            "mode: expected \"average\" with approach \"%s\", which ends in no rule as baseline and detox do, found \"krum\""
                                    .formatted(approach)),
                    GradientCodes.faults(
                            CodeChoice.of(approach, 12, 3, 1, "krum").withArithmetic("exact")));
        }
        assertEquals(List.of(), GradientCodes.faults(ruled(baseline(9, 1, "multi-krum"))));
        CodeChoice detox = CodeChoice.of("detox", 15, 3, 2, "multi-krum");
        assertEquals(List.of(), GradientCodes.faults(ruled(detox)));
    }

    private static CodeChoice ruled(CodeChoice base) {
        return new CodeChoice(
                base.approach(),
                base.arithmetic(),
                base.workers(),
                base.groupSize(),
                base.voteGroups(),
                base.adversaries(),
                base.mode(),
                "m=2",
                base.vote(),
                base.voteTolerance(),
                base.numbers(),
                base.errorTolerance());
    }

    @Test
    void refusesTolerancesThatAreNoneOrAcceptAnything() {
        for (double tolerance : new double[] {0, -1, 0.11, 1, 2, Double.NaN, 1 / 0.0}) {
            List<String> faults =
                    GradientCodes.faults(voting(repetition(9, 3, 1), "tolerance", tolerance));
            assertEquals(1, faults.size(), faults.toString());
            assertTrue(faults.get(0).startsWith("vote-tolerance: expected above 0"), faults.get(0));
            assertTrue(faults.get(0).endsWith("found " + tolerance), faults.get(0));
        }
        assertEquals(
                List.of("vote: expected one of [digest, tolerance], found \"loud\""),
                GradientCodes.faults(voting(repetition(9, 3, 1), "loud", 1e-4)));
    }

    /** P = 45 and s = 3 on a float32 wire: the design's figure is an amplification of 5e5. */
    @Test
    void refusesAFloatCodeWhoseMarginIsAboveTheToleranceWithTheNumbers() {
        List<String> faults = GradientCodes.faults(cyclic("float", 45, 3));
        assertEquals(1, faults.size(), faults.toString());
        String fault = faults.get(0);
        for (String part :
                List.of(
                        "error-tolerance: expected at least 0.1",
                        "P = 45, s = 3 and float32",
                        "amplification 5",
                        "e+05",
                        "--wire float64",
                        "--arithmetic exact",
                        "found 0.001")) {
            assertTrue(fault.contains(part), part + " in: " + fault);
        }
        assertEquals(
                List.of(), GradientCodes.faults(sending(cyclic("float", 45, 3), "float64", 1e-3)));
        assertEquals(
                List.of(), GradientCodes.faults(sending(cyclic("float", 45, 3), "float32", 0.2)));
        assertEquals(List.of(), GradientCodes.faults(cyclic("exact", 45, 3)));
        String wide = GradientCodes.faults(sending(cyclic("float", 45, 7), "float64", 1e-9)).get(0);
        assertFalse(wide.contains("--wire float64"), wide);
        for (double none : new double[] {0, -1, Double.NaN}) {
            assertEquals(
                    List.of("error-tolerance: expected a number above 0, found " + none),
                    GradientCodes.faults(sending(cyclic("float", 9, 1), "float32", none)));
        }
    }

    /** The registry's promise, over a range that holds every kind of fault. */
    @Test
    void createsJustWhatHasNoFaults() {
        int possible = 0;
        int impossible = 0;
        for (String approach : GradientCodes.names()) {
            for (String arithmetic : new String[] {"", "float", "exact", "complex"}) {
                for (int workers = -3; workers <= 9; workers++) {
                    for (int r = -2; r <= 10; r++) {
                        for (int s = -2; s <= 5; s++) {
                            boolean can =
                                    check(
                                            CodeChoice.of(approach, workers, r, s, "average")
                                                    .withArithmetic(arithmetic));
                            possible += can ? 1 : 0;
                            impossible += can ? 0 : 1;
                        }
                    }
                }
            }
        }
        assertTrue(possible > 500 && impossible > 500, possible + " and " + impossible);
        for (String approach : GradientCodes.names()) {
            check(CodeChoice.of(approach, 9, 3, Integer.MAX_VALUE, "average"));
            check(CodeChoice.of(approach, 9, Integer.MIN_VALUE, 1, "average"));
            check(CodeChoice.of(approach, Integer.MIN_VALUE, 3, 1, "average"));
            check(CodeChoice.of(approach, 9, 3, 1, "loudest"));
        }
    }

    private static boolean check(CodeChoice incomplete) {
        List<String> faults = GradientCodes.faults(incomplete);
        if (faults.isEmpty()) {
            CodeChoice choice = GradientCodes.completed(incomplete);
            GradientCode code = GradientCodes.create(incomplete);
            assertEquals(choice.approach(), code.name());
            assertEquals(choice.workers(), code.faults().workers());
            assertEquals(choice.adversaries(), code.faults().adversaries());
            assertEquals(
                    choice.arithmetic().equals("exact"), code.arithmetic().name().equals("exact"));
            return true;
        }
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> GradientCodes.create(incomplete),
                                incomplete::toString)
                        .getMessage();
        assertEquals(String.join("; ", faults), message);
        for (String fault : faults) {
            assertTrue(fault.matches("[a-z-]+: expected .*, found .*"), fault);
        }
        return false;
    }

    @Test
    void makesWhatTheChoiceSays() {
        assertInstanceOf(
                TolerantCode.class,
                GradientCodes.create(voting(repetition(9, 3, 1), "tolerance", 1e-4)));
        assertEquals(NumberType.RESIDUE, numbers(cyclic("exact", 9, 1)));
        assertEquals(NumberType.FLOAT32, numbers(cyclic("float", 9, 1)));
        assertEquals(NumberType.FLOAT64, numbers(sending(cyclic("float", 9, 1), "float64", 1e-3)));
        assertEquals(
                2,
                GradientCodes.create(cyclic("complex", 9, 1)).answerForm().numbersPerComponent());
    }

    private static NumberType numbers(CodeChoice choice) {
        return GradientCodes.create(choice).answerForm().numbers();
    }

    @Test
    void fillsInTheArithmeticOfTheCode() {
        for (String approach : GradientCodes.names()) {
            CodeChoice choice = CodeChoice.of(approach, 9, 3, 1, "average");
            assertEquals(
                    approach.equals("cyclic") ? "exact" : "float",
                    GradientCodes.completed(choice).arithmetic());
            assertEquals(
                    "complex",
                    GradientCodes.completed(choice.withArithmetic("complex")).arithmetic());
        }
    }

    @Test
    void declaresAsManyAdversariesAsTheGroupsBearUnlessTold() {
        assertEquals(0, completed("baseline", 3));
        int[] expected = {0, 0, 0, 1, 1, 2, 2, 3};
        for (int r = 0; r < expected.length; r++) {
            assertEquals(expected[r], completed("repetition", r));
        }
        assertEquals(0, completed("repetition", -4));
        for (String approach : List.of("cyclic", "reactive", "detox")) {
            assertEquals(CodeChoice.UNDECLARED, completed(approach, 3));
        }
        assertEquals(2, GradientCodes.completed(repetition(9, 9, 2)).adversaries());
    }

    private static int completed(String approach, int groupSize) {
        return GradientCodes.completed(
                        CodeChoice.of(approach, 9, groupSize, CodeChoice.UNDECLARED, "average"))
                .adversaries();
    }

    @Test
    void leavesAChoiceOfNoCodeAsItIs() {
        CodeChoice choice = CodeChoice.of("draco", 9, 3, CodeChoice.UNDECLARED, "average");
        assertEquals(choice, GradientCodes.completed(choice));
    }

    @Test
    void describesEveryCode() {
        assertEquals(GradientCodes.names(), List.copyOf(GradientCodes.descriptions().keySet()));
        GradientCodes.descriptions()
                .forEach(
                        (name, about) -> {
                            assertFalse(about.idea().isEmpty(), name);
                            assertFalse(about.paper().isEmpty(), name);
                        });
    }
}
