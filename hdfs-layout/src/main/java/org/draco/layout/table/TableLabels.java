package org.draco.layout.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The classes of a table. If all labels are whole numbers they are classes in ascending order, however they are written
 * ({@code -1} and {@code +1.0} are classes 0 and 1); else they are names, in the order of their characters.
 */
final class TableLabels {

    /** Most classes of a data set. */
    static final int MAX = 1 << 16;

    private final TreeSet<String> names = new TreeSet<>();
    private final TreeMap<Long, Integer> numbers = new TreeMap<>();
    private boolean allWhole = true;
    private Map<String, Integer> classes;

    /**
     * Notes a label.
     *
     * @return false if there are too many different ones
     */
    boolean note(String label) {
        if (names.add(label)) {
            OptionalLong number = Number32.whole(label);
            allWhole &= number.isPresent();
            number.ifPresent(n -> numbers.put(n, 0));
        }
        return names.size() <= MAX;
    }

    /** The names of the classes, after the last label has been noted. */
    List<String> classes() {
        classes = new HashMap<>();
        if (!allWhole) {
            List<String> all = List.copyOf(names);
            for (int i = 0; i < all.size(); i++) {
                classes.put(all.get(i), i);
            }
            return all;
        }
        List<String> all = new ArrayList<>();
        for (Map.Entry<Long, Integer> number : numbers.entrySet()) {
            number.setValue(all.size());
            all.add(number.getKey().toString());
        }
        names.forEach(name -> classes.put(name, numbers.get(Number32.whole(name).orElseThrow())));
        return all;
    }

    /** The class of a label that has been noted, after {@link #classes}; -1 of another. */
    int classOf(String label) {
        return classes.getOrDefault(label, -1);
    }
}
