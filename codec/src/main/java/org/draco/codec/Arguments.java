package org.draco.codec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What a user wrote behind a rule's or an attack's name ({@code m=3,distance=plain}), read once and with types.
 *
 * <p>Each reading method names a key that its owner knows, with its default and domain. {@link #finish} then reports all
 * that was wrong together: values outside their domain, and keys that nobody asked for. Not for use by several threads.
 */
public final class Arguments {

    private final String owner;
    private final Map<String, String> given;
    private final Set<String> known = new TreeSet<>();
    private final List<String> faults = new ArrayList<>();

    /**
     * @param owner whose arguments they are; every fault begins with it
     * @param given values by key; not kept
     */
    public Arguments(String owner, Map<String, String> given) {
        this.owner = owner;
        this.given = new LinkedHashMap<>(given);
    }

    /**
     * Splits {@code k=v,k=v}.
     *
     * @return values by key, in their order; empty for blank text
     * @throws IllegalArgumentException naming the piece that is not {@code k=v}, or the key that is there twice
     */
    public static Map<String, String> parse(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        if (text.isBlank()) {
            return values;
        }
        for (String piece : text.split(",", -1)) {
            int equals = piece.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(
                        "arguments: expected k=v,k=v, found \"%s\" in \"%s\""
                                .formatted(piece, text));
            }
            String key = piece.substring(0, equals).trim();
            if (values.put(key, piece.substring(equals + 1).trim()) != null) {
                throw new IllegalArgumentException(
                        "arguments: expected each key once, found \"%s\" twice in \"%s\""
                                .formatted(key, text));
            }
        }
        return values;
    }

    /** A whole number of at least {@code least}. */
    public int integer(String key, int defaultValue, int least) {
        return value(
                key,
                defaultValue,
                "a whole number of at least " + least,
                text -> {
                    int number = Integer.parseInt(text);
                    return number >= least ? number : null;
                });
    }

    /** A finite number of at least {@code least}. */
    public double number(String key, double defaultValue, double least) {
        return value(
                key,
                defaultValue,
                "a finite number of at least " + least,
                text -> {
                    double number = Double.parseDouble(text);
                    return Double.isFinite(number) && number >= least ? number : null;
                });
    }

    /** A number of either sign that is finite as a float. */
    public double real(String key, double defaultValue) {
        return value(
                key,
                defaultValue,
                "a number that is finite as a float32",
                text -> {
                    double number = Double.parseDouble(text);
                    return Float.isFinite((float) number) ? number : null;
                });
    }

    /** {@code true} or {@code false}. */
    public boolean flag(String key, boolean defaultValue) {
        return choice(key, defaultValue, List.of(true, false));
    }

    /** A number above 0 and at most 1. */
    public double share(String key, double defaultValue) {
        return value(
                key,
                defaultValue,
                "a number above 0 and at most 1",
                text -> {
                    double share = Double.parseDouble(text);
                    return share > 0 && share <= 1 ? share : null;
                });
    }

    /** One of a few values, written as their {@code toString}. */
    public <T> T choice(String key, T defaultValue, List<T> values) {
        return value(
                key,
                defaultValue,
                "one of " + values,
                text ->
                        values.stream()
                                .filter(each -> each.toString().equals(text))
                                .findFirst()
                                .orElse(null));
    }

    /**
     * A value of any other kind.
     *
     * @param expected the domain in words
     * @param read gives null, or throws {@link IllegalArgumentException}, for text outside the domain
     */
    public <T> T value(String key, T defaultValue, String expected, Function<String, T> read) {
        known.add(key);
        String text = given.get(key);
        if (text == null) {
            return defaultValue;
        }
        T value;
        try {
            value = read.apply(text);
        } catch (IllegalArgumentException expectedOfBadText) {
            value = null;
        }
        if (value == null) {
            faults.add("%s: %s: expected %s, found \"%s\"".formatted(owner, key, expected, text));
            return defaultValue;
        }
        return value;
    }

    /**
     * To be called when everything is read.
     *
     * @throws IllegalArgumentException with all faults, each with what was expected and what was found
     */
    public void finish() {
        List<String> all = new ArrayList<>(faults);
        for (String key : given.keySet()) {
            if (!known.contains(key)) {
                all.add(
                        known.isEmpty()
                                ? "%s: expected no arguments, found \"%s\"".formatted(owner, key)
                                : "%s: expected one of the arguments %s, found \"%s\"%s"
                                        .formatted(owner, known, key, NearName.hint(known, key)));
            }
        }
        if (!all.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", all));
        }
    }
}
