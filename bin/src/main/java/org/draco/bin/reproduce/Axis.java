package org.draco.bin.reproduce;

import java.util.List;

/**
 * One thing that varies in a part of a study.
 *
 * @param name by which results and selections name it
 * @param choices its values, in the file's order
 */
record Axis(String name, List<Choice> choices) {

    /**
     * One value, and what it means.
     *
     * @param value its name
     * @param options words of {@code simulate}'s command line
     */
    record Choice(String value, List<String> options) {
        Choice {
            options = List.copyOf(options);
        }
    }

    Axis {
        choices = List.copyOf(choices);
    }
}
