package org.draco.bin.arrays;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.draco.codec.Description;
import org.draco.codec.aggregate.AggregationRules;
import org.draco.codec.code.CodeChoice;
import org.draco.codec.code.FaultModel;
import org.draco.codec.code.GradientCodes;
import org.draco.codec.code.RepetitionCode;
import org.draco.codec.code.UncodedCode;
import org.draco.codec.code.spectral.SpectralCode;

/** Every code that works on arrays, by name. */
public final class ArrayCodes {

    /** The cyclic codes' name, whatever their arithmetic; not a code of jobs yet. */
    public static final String CYCLIC = "cyclic";

    private static final String EXACT = "exact";
    private static final String FLOAT = "float";
    private static final String COMPLEX = "complex";

    private static final List<String> NAMES =
            Stream.concat(GradientCodes.names().stream(), Stream.of(CYCLIC)).toList();

    private ArrayCodes() {}

    /** The names, in the order in which help texts list them. */
    public static List<String> names() {
        return NAMES;
    }

    /** The arithmetic of a code for which none is named: exact where there is a choice. */
    public static String defaultArithmetic(String approach) {
        return CYCLIC.equals(approach) ? EXACT : FLOAT;
    }

    /** The most adversaries that a code bears when none are declared; -1 where they must be. */
    public static int defaultAdversaries(String approach, int groupSize) {
        return CYCLIC.equals(approach) ? -1 : GradientCodes.defaultAdversaries(approach, groupSize);
    }

    /** What a person should know of each code, by name. */
    public static Map<String, Description> descriptions() {
        Map<String, Description> all = new LinkedHashMap<>(GradientCodes.descriptions());
        all.put(
                CYCLIC,
                new Description(
                        "each worker sends one linear combination of 2s + 1 gradients, from which the sum is decoded;"
                                + " nothing must divide P (draco codec only, not in jobs yet)",
                        "--arithmetic exact (bit for bit), float (odd P) or complex; --declared-byz s",
                        "2s + 1",
                        "Chen, Wang, Charles, Papailiopoulos, DRACO, ICML 2018; exact: Reed-Solomon over 2^31 - 1"));
        return all;
    }

    /** What {@code --arithmetic} may be for a code; the first is the default. */
    private static List<String> arithmetics(String approach) {
        return CYCLIC.equals(approach) ? List.of(EXACT, FLOAT, COMPLEX) : List.of(FLOAT);
    }

    /**
     * All that is wrong with a choice; empty when {@link #create} will take it.
     *
     * @return sentences that name the option, what was expected and what was found
     */
    public static List<String> faults(ArrayCodeChoice choice) {
        List<String> faults = new ArrayList<>();
        if (!NAMES.contains(choice.approach())) {
            faults.add(
                    "approach: expected one of %s, found \"%s\""
                            .formatted(NAMES, choice.approach()));
        } else if (!choice.approach().equals(CYCLIC)) {
            faults.addAll(GradientCodes.faults(plain(choice)));
        } else if (choice.adversaries() < 0) {
            faults.add("declared-byz: expected at least 0, found " + choice.adversaries());
        } else if (FLOAT.equals(choice.arithmetic()) && choice.workers() % 2 == 0) {
            faults.add(
                    "workers: the real-valued cyclic code expected an odd number, found %d; use --arithmetic exact or complex"
                            .formatted(choice.workers()));
        }
        if (choice.workers() >= 1 && 2L * choice.adversaries() >= choice.workers()) {
            faults.add(
                    "declared-byz: expected 2s < P = %d, found s = %d"
                            .formatted(choice.workers(), choice.adversaries()));
        }
        if (choice.workers() < 1 && faults.stream().noneMatch(f -> f.startsWith("workers"))) {
            faults.add("workers: expected at least 1, found " + choice.workers());
        }
        List<String> arithmetics = arithmetics(choice.approach());
        if (!arithmetics.contains(choice.arithmetic())) {
            faults.add(
                    "arithmetic: approach \"%s\" expected one of %s, found \"%s\""
                            .formatted(choice.approach(), arithmetics, choice.arithmetic()));
        }
        return faults;
    }

    private static CodeChoice plain(ArrayCodeChoice choice) {
        return new CodeChoice(
                choice.approach(),
                choice.workers(),
                choice.groupSize(),
                choice.adversaries(),
                choice.mode());
    }

    /**
     * The code that was chosen.
     *
     * @throws IllegalArgumentException with all {@link #faults}
     */
    public static ArrayCode create(ArrayCodeChoice choice) {
        List<String> faults = faults(choice);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
        if (choice.approach().equals(CYCLIC)) {
            return cyclic(choice);
        }
        if (choice.approach().equals(RepetitionCode.NAME)) {
            return new RepeatedBatches(
                    new RepetitionCode(choice.workers(), choice.groupSize(), choice.adversaries()));
        }
        var rule = AggregationRules.byName(choice.mode()).orElseThrow();
        return new PlainBatches(
                new UncodedCode(choice.workers(), choice.adversaries(), rule), rule);
    }

    private static ArrayCode cyclic(ArrayCodeChoice choice) {
        int workers = choice.workers();
        int adversaries = choice.adversaries();
        return switch (choice.arithmetic()) {
            case EXACT -> new ExactBatches(new FaultModel(workers, adversaries));
            case FLOAT -> new SpectralBatches(SpectralCode.real(workers, adversaries));
            case COMPLEX -> new SpectralBatches(SpectralCode.complex(workers, adversaries));
            default -> throw new AssertionError(choice);
        };
    }
}
