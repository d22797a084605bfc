package org.draco.codec.code.choice;

import java.util.ArrayList;
import java.util.List;
import org.draco.codec.ExtensionException;
import org.draco.codec.NearName;
import org.draco.codec.aggregate.RuleChoice;

/** Sentences on what is wrong with a choice. */
final class Faults {

    private final List<String> sentences = new ArrayList<>();

    List<String> sentences() {
        return List.copyOf(sentences);
    }

    /** Adds {@code what: expected ..., found ...} unless it holds. */
    void require(boolean holds, String what, String expected, Object found) {
        if (!holds) {
            sentences.add(what + ": expected " + expected + ", found " + found);
        }
    }

    void oneOf(String what, List<String> names, String found) {
        require(
                names.contains(found),
                what,
                "one of " + names,
                '"' + found + '"' + NearName.hint(names, found));
    }

    /** Whether the group size divides the workers. */
    boolean divides(int groupSize, int workers) {
        boolean holds = groupSize >= 1 && workers >= 1 && workers % groupSize == 0;
        require(
                holds || workers < 1,
                "group-size",
                "a divisor of the " + workers + " workers",
                groupSize);
        return holds;
    }

    /**
     * The rule of that name, if it bears that many arbitrary rows out of so many.
     *
     * @param rows what is counted, e.g. {@code workers}
     */
    void rule(RuleChoice rule, String rows, int count, int arbitrary) {
        if (!rule.faults().isEmpty()) {
            sentences.addAll(rule.faults());
            return;
        }
        try {
            made(rule, rows, count, arbitrary);
        } catch (ExtensionException e) {
            sentences.add(e.getMessage());
        }
    }

    private void made(RuleChoice rule, String rows, int count, int arbitrary) {
        String mode = rule.mode();
        int needed = rule.create().minWorkers(Math.max(0, arbitrary));
        int most = rule.create().maxWorkers(Math.max(0, arbitrary));
        if (needed == Integer.MAX_VALUE) {
            require(
                    false,
                    "declared-byz",
                    "0, for mode \"%s\" bears no adversary".formatted(mode),
                    arbitrary);
        } else {
            require(
                    count >= needed,
                    rows,
                    "at least %d for mode \"%s\" against %d".formatted(needed, mode, arbitrary),
                    count);
            require(
                    count <= most,
                    rows,
                    "at most %d for mode \"%s\" against %d".formatted(most, mode, arbitrary),
                    count);
        }
    }
}
