package org.draco.bin.arrays;

import java.util.ArrayList;
import java.util.List;
import org.draco.codec.aggregate.AggregationRules;
import org.draco.codec.code.CodeChoice;
import org.draco.codec.code.GradientCodes;
import org.draco.codec.code.RepetitionCode;
import org.draco.codec.code.UncodedCode;

/** Every code that works on arrays, by name. */
public final class ArrayCodes {

    /** Numbers as the gradients are: what every code knows. */
    public static final String FLOAT_ARITHMETIC = "float";

    private static final List<String> ARITHMETICS = List.of(FLOAT_ARITHMETIC);

    private ArrayCodes() {}

    /**
     * All that is wrong with a choice; empty when {@link #create} will take it.
     *
     * @return sentences that name the option, what was expected and what was found
     */
    public static List<String> faults(ArrayCodeChoice choice) {
        List<String> faults = new ArrayList<>(GradientCodes.faults(plain(choice)));
        if (choice.workers() >= 1 && 2L * choice.adversaries() >= choice.workers()) {
            faults.add(
                    "declared-byz: expected 2s < P = %d, found s = %d"
                            .formatted(choice.workers(), choice.adversaries()));
        }
        if (choice.workers() < 1 && faults.stream().noneMatch(f -> f.startsWith("workers"))) {
            faults.add("workers: expected at least 1, found " + choice.workers());
        }
        if (!ARITHMETICS.contains(choice.arithmetic())) {
            faults.add(
                    "arithmetic: approach \"%s\" expected one of %s, found \"%s\""
                            .formatted(choice.approach(), ARITHMETICS, choice.arithmetic()));
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
        if (choice.approach().equals(RepetitionCode.NAME)) {
            return new RepeatedBatches(
                    new RepetitionCode(choice.workers(), choice.groupSize(), choice.adversaries()));
        }
        var rule = AggregationRules.byName(choice.mode()).orElseThrow();
        return new PlainBatches(
                new UncodedCode(choice.workers(), choice.adversaries(), rule), rule);
    }
}
