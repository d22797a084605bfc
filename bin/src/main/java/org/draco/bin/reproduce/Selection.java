package org.draco.bin.reproduce;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Some of a study's runs: {@code attribute=value|value,attribute=value}. Immutable.
 *
 * @param wanted the values that are wanted, of each attribute that is named
 */
record Selection(Map<String, Set<String>> wanted) {

    /** The attribute of a run that is none of its configuration. */
    static final String SEED = "seed";

    static final Selection EVERYTHING = new Selection(Map.of());

    /**
     * Reads an expression.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Selection parse(String text) {
        Map<String, Set<String>> wanted = new LinkedHashMap<>();
        for (String term : text.split(",", -1)) {
            int equals = term.indexOf('=');
            String name = equals < 0 ? "" : term.substring(0, equals).strip();
            if (name.isEmpty()) {
                throw new IllegalArgumentException(
                        "expected ATTRIBUTE=VALUE, e.g. seed=1, or several joined by commas, found \"%s\""
                                .formatted(term));
            }
            Set<String> values = new TreeSet<>();
            for (String value : term.substring(equals + 1).split("\\|", -1)) {
                values.add(value.strip());
            }
            if (wanted.put(name, values) != null) {
                throw new IllegalArgumentException(
                        "expected each attribute once, found %s twice; join its values: %s=A|B"
                                .formatted(name, name));
            }
        }
        return new Selection(wanted);
    }

    /** Whether a configuration is wanted, with one seed at least. */
    boolean matches(Configuration configuration) {
        return wanted.entrySet().stream()
                .filter(term -> !term.getKey().equals(SEED))
                .allMatch(
                        term -> {
                            String value = configuration.get(term.getKey());
                            return value != null && term.getValue().contains(value);
                        });
    }

    boolean matches(long seed) {
        return !wanted.containsKey(SEED) || wanted.get(SEED).contains(Long.toString(seed));
    }

    /**
     * What it names that is not there, with what there is; and, if all is there, but not together, that.
     *
     * @param configurations among which it selects
     * @param seeds how many there are, from 1; 0 if seeds are not to be named
     */
    List<String> faults(List<Configuration> configurations, int seeds) {
        Map<String, Set<String>> there = attributes(configurations);
        if (seeds > 0) {
            Set<String> numbers = there.computeIfAbsent(SEED, none -> new LinkedHashSet<>());
            for (int seed = 1; seed <= seeds; seed++) {
                numbers.add(Integer.toString(seed));
            }
        }
        List<String> faults = new ArrayList<>();
        wanted.forEach(
                (name, values) -> {
                    if (!there.containsKey(name)) {
                        faults.add(
                                "expected one of %s, found \"%s\""
                                        .formatted(String.join(", ", there.keySet()), name));
                    } else {
                        values.stream()
                                .filter(value -> !there.get(name).contains(value))
                                .forEach(
                                        value ->
                                                faults.add(
                                                        "%s: expected one of %s, found \"%s\""
                                                                .formatted(
                                                                        name,
                                                                        String.join(
                                                                                ", ",
                                                                                there.get(name)),
                                                                        value)));
                    }
                });
        if (faults.isEmpty() && configurations.stream().noneMatch(this::matches)) {
            faults.add(
                    "expected values that are in one configuration together, found none; try fewer");
        }
        return faults;
    }

    private static Map<String, Set<String>> attributes(List<Configuration> configurations) {
        Map<String, Set<String>> there = new LinkedHashMap<>();
        for (Configuration configuration : configurations) {
            there.computeIfAbsent(Configuration.PART, none -> new LinkedHashSet<>())
                    .add(configuration.part());
            configuration
                    .attributes()
                    .forEach(
                            (name, value) ->
                                    there.computeIfAbsent(name, none -> new LinkedHashSet<>())
                                            .add(value));
        }
        return there;
    }
}
