package org.draco.codec.code;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.draco.codec.Description;
import org.draco.codec.aggregate.AggregationRules;

/** Every code there is, by name. */
public final class GradientCodes {

    private static final List<String> NAMES = List.of(UncodedCode.NAME, RepetitionCode.NAME);

    private GradientCodes() {}

    /** The names, in the order in which help texts list them. */
    public static List<String> names() {
        return NAMES;
    }

    /** What lists say of each code, by name, in the order of {@link #names}. */
    public static Map<String, Description> descriptions() {
        Map<String, Description> descriptions = new LinkedHashMap<>();
        descriptions.put(UncodedCode.NAME, UncodedCode.DESCRIPTION);
        descriptions.put(RepetitionCode.NAME, RepetitionCode.DESCRIPTION);
        return descriptions;
    }

    /**
     * All that is wrong with a choice; empty when {@link #create} will take it.
     *
     * @return sentences that name the option, what was expected and what was found
     */
    public static List<String> faults(CodeChoice choice) {
        List<String> faults = new ArrayList<>();
        if (choice.adversaries() < 0) {
            faults.add("declared-byz: expected at least 0, found " + choice.adversaries());
        }
        switch (choice.approach()) {
            case UncodedCode.NAME -> baselineFaults(choice, faults);
            case RepetitionCode.NAME -> repetitionFaults(choice, faults);
            default ->
                    faults.add(
                            "approach: expected one of "
                                    + NAMES
                                    + ", found \""
                                    + choice.approach()
                                    + "\"");
        }
        return faults;
    }

    private static void baselineFaults(CodeChoice choice, List<String> faults) {
        AggregationRules.byName(choice.mode())
                .ifPresentOrElse(
                        rule -> {
                            int needed = rule.minWorkers(Math.max(0, choice.adversaries()));
                            if (needed == Integer.MAX_VALUE) {
                                faults.add(
                                        "declared-byz: mode \"%s\" bears no adversary, expected 0, found %d"
                                                .formatted(rule.name(), choice.adversaries()));
                            } else if (choice.workers() < needed) {
                                faults.add(
                                        "workers: mode \"%s\" with s = %d expected at least %d, found %d"
                                                .formatted(
                                                        rule.name(),
                                                        choice.adversaries(),
                                                        needed,
                                                        choice.workers()));
                            }
                        },
                        () ->
                                faults.add(
                                        "mode: expected one of "
                                                + AggregationRules.names()
                                                + ", found \""
                                                + choice.mode()
                                                + "\""));
    }

    private static void repetitionFaults(CodeChoice choice, List<String> faults) {
        int r = choice.groupSize();
        if (choice.workers() < 1) {
            faults.add("workers: expected at least 1, found " + choice.workers());
        }
        if (r < 1 || (choice.workers() >= 1 && choice.workers() % r != 0)) {
            faults.add(
                    "group-size: expected a divisor of the %d workers, found %d"
                            .formatted(choice.workers(), r));
        }
        if (r >= 1 && 2L * choice.adversaries() >= r) {
            faults.add(
                    "declared-byz: groups of %d bear at most %d adversaries, found %d"
                            .formatted(r, (r - 1) / 2, choice.adversaries()));
        }
    }

    /**
     * The most adversaries that a choice can bear when the user declares none: (r - 1) / 2 for the repetition code, 0
     * for the baseline.
     */
    public static int defaultAdversaries(String approach, int groupSize) {
        return RepetitionCode.NAME.equals(approach) ? Math.max(0, (groupSize - 1) / 2) : 0;
    }

    /**
     * The code that was chosen.
     *
     * @throws IllegalArgumentException with all {@link #faults}
     */
    public static GradientCode create(CodeChoice choice) {
        List<String> faults = faults(choice);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
        return choice.approach().equals(RepetitionCode.NAME)
                ? new RepetitionCode(choice.workers(), choice.groupSize(), choice.adversaries())
                : new UncodedCode(
                        choice.workers(),
                        choice.adversaries(),
                        AggregationRules.byName(choice.mode()).orElseThrow());
    }
}
