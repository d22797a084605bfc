package org.draco.bin.npy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A strict parser for the one Python literal that a header may be: a dict with exactly the keys {@code descr}, {@code
 * fortran_order} and {@code shape}, in any order. Nothing is evaluated, and nothing else is understood.
 */
final class HeaderLiteral {

    private static final Set<String> KEYS = Set.of("descr", "fortran_order", "shape");
    private static final int MAX_DIGITS = 18;
    private static final int MAX_DIMENSIONS = 32;

    private final Path file;
    private final long offset;
    private final String text;
    private int at;

    private String descr;
    private int descrAt;
    private boolean fortranOrder;
    private List<Long> shape;
    private int shapeAt;

    /**
     * @param file for messages
     * @param offset of the literal's first byte in the file
     * @param text the whole header, one char for each byte
     */
    HeaderLiteral(Path file, long offset, String text) throws NpyFormatException {
        this.file = file;
        this.offset = offset;
        this.text = text;
        parse();
    }

    /** The type, e.g. {@code "<f4"}. */
    String descr() {
        return descr;
    }

    boolean fortranOrder() {
        return fortranOrder;
    }

    /** Extents, each at least 0. */
    List<Long> shape() {
        return shape;
    }

    /** Refuses the type. */
    NpyFormatException badDescr(String expected, String found) {
        return new NpyFormatException(file, offset + descrAt, expected, found);
    }

    /** Refuses the shape. */
    NpyFormatException badShape(String expected, String found) {
        return new NpyFormatException(file, offset + shapeAt, expected, found);
    }

    private void parse() throws NpyFormatException {
        Set<String> seen = new HashSet<>();
        expect('{');
        while (peek() != '}') {
            int keyAt = at;
            String key = string("a key in quotes");
            if (!KEYS.contains(key)) {
                throw bad(
                        keyAt,
                        "one of the keys 'descr', 'fortran_order', 'shape'",
                        "'" + shown(key) + "'");
            }
            if (!seen.add(key)) {
                throw bad(keyAt, "each key once", "'" + key + "' again");
            }
            expect(':');
            value(key);
            if (peek() != ',') {
                break;
            }
            at++;
        }
        expect('}');
        int end = at;
        if (peek() != 0) {
            throw bad(
                    at, "nothing but blanks after the dict", "'" + shown(text.substring(at)) + "'");
        }
        for (String key : List.of("descr", "fortran_order", "shape")) {
            if (!seen.contains(key)) {
                throw bad(end - 1, "the key '" + key + "'", "none");
            }
        }
    }

    private void value(String key) throws NpyFormatException {
        peek();
        switch (key) {
            case "descr" -> {
                descrAt = at;
                descr = string("a plain type such as '<f4'");
            }
            case "fortran_order" -> fortranOrder = truth();
            default -> {
                shapeAt = at;
                shape = tuple();
            }
        }
    }

    private String string(String what) throws NpyFormatException {
        char quote = peek();
        if (quote != '\'' && quote != '"') {
            throw bad(at, what, here());
        }
        int end = text.indexOf(quote, at + 1);
        if (end < 0) {
            throw bad(at, "a closing quote", "none");
        }
        String value = text.substring(at + 1, end);
        if (value.indexOf('\\') >= 0) {
            throw bad(at, "a string without escapes", "'" + shown(value) + "'");
        }
        at = end + 1;
        return value;
    }

    private boolean truth() throws NpyFormatException {
        for (boolean value : new boolean[] {false, true}) {
            String word = value ? "True" : "False";
            if (text.startsWith(word, at)) {
                at += word.length();
                return value;
            }
        }
        throw bad(at, "True or False", here());
    }

    private List<Long> tuple() throws NpyFormatException {
        List<Long> extents = new ArrayList<>();
        boolean comma = false;
        expect('(');
        while (peek() != ')') {
            if (extents.size() == MAX_DIMENSIONS) {
                throw bad(at, "at most " + MAX_DIMENSIONS + " extents", "more");
            }
            extents.add(extent());
            comma = peek() == ',';
            if (!comma) {
                break;
            }
            at++;
        }
        expect(')');
        if (extents.size() == 1 && !comma) {
            throw bad(shapeAt, "a tuple, (n,)", "(" + extents.get(0) + ")");
        }
        return extents;
    }

    private long extent() throws NpyFormatException {
        int start = at;
        if (peek() == '-') {
            throw bad(start, "an extent of at least 0", here());
        }
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        int digits = at - start;
        if (digits < 1 || digits > MAX_DIGITS) {
            at = start;
            throw bad(start, "an extent of 1 to " + MAX_DIGITS + " digits", here());
        }
        long extent = Long.parseLong(text.substring(start, at));
        if (at < text.length() && text.charAt(at) == 'L') {
            at++; // a long, as Python 2 wrote it
        }
        return extent;
    }

    /** The next character that is no blank, or 0 at the end. */
    private char peek() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : 0;
    }

    private void expect(char wanted) throws NpyFormatException {
        if (peek() != wanted) {
            throw bad(at, "'" + wanted + "'", here());
        }
        at++;
    }

    private NpyFormatException bad(int position, String expected, String found) {
        return new NpyFormatException(file, offset + position, expected, found);
    }

    private String here() {
        return at < text.length() ? "'" + shown(text.substring(at)) + "'" : "the end of the header";
    }

    /** At most a few printable characters of a hostile text. */
    private static String shown(String hostile) {
        int shownChars = 24;
        String start =
                hostile.length() > shownChars ? hostile.substring(0, shownChars) + "..." : hostile;
        return start.replaceAll("[^ -~]", "?");
    }
}
