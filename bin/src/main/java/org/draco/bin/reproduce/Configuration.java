package org.draco.bin.reproduce;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is run, but for the seed. Immutable.
 *
 * @param part of the study, whose grid it is in
 * @param attributes its place in that grid: axis and value, in the file's order
 * @param options words of {@code simulate}'s command line
 */
public record Configuration(String part, Map<String, String> attributes, List<String> options) {

    /** The attribute that every configuration has: its part of the study. */
    public static final String PART = "part";

    /** Copies, and keeps the order. */
    public Configuration {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        options = List.copyOf(options);
    }

    /** The value of an axis, or of {@link #PART}; {@code null} if this has none. */
    public String get(String attribute) {
        return attribute.equals(PART) ? part : attributes.get(attribute);
    }

    /** All attributes, or the part where there are none: a name that no other configuration has. */
    public String label() {
        return label(List.of());
    }

    /** As {@link #label()}, without some attributes. */
    String label(List<String> without) {
        String values =
                attributes.entrySet().stream()
                        .filter(entry -> !without.contains(entry.getKey()))
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining(", "));
        return values.isEmpty() ? part : values;
    }

    /** Short names of configurations beside each other: values alone, where all differ in the same attribute and no other. */
    static List<String> labels(List<Configuration> configurations, List<String> without) {
        Set<Set<String>> left = new HashSet<>();
        for (Configuration each : configurations) {
            Set<String> names = new HashSet<>(each.attributes.keySet());
            without.forEach(names::remove);
            left.add(names);
        }
        boolean one = left.size() == 1 && left.iterator().next().size() == 1;
        return configurations.stream()
                .map(each -> each.label(without))
                .map(label -> one ? label.substring(label.indexOf('=') + 1) : label)
                .toList();
    }

    /** The same place, but for one attribute. */
    Map<String, String> with(String attribute, String value) {
        Map<String, String> other = new LinkedHashMap<>(attributes);
        other.put(attribute, value);
        return other;
    }
}
