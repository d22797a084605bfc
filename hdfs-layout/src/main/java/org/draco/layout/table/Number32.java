package org.draco.layout.table;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Numbers as tables write them: decimal, nothing else that Java would take (no hexadecimal, no suffix, no NaN). */
final class Number32 {

    /** What is expected where a value does not parse. */
    static final String EXPECTED = "a decimal number that a float32 can hold";

    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?(\\d{1,400}(\\.\\d{0,400})?|\\.\\d{1,400})([eE][+-]?\\d{1,9})?");

    private Number32() {}

    /** The nearest float; NaN if the text is no decimal number or is beyond what a float can hold. */
    static float parse(String text) {
        if (!DECIMAL.matcher(text).matches()) {
            return Float.NaN;
        }
        float value = Float.parseFloat(text);
        return Float.isFinite(value) ? value : Float.NaN;
    }

    /** The whole number that a text stands for ({@code 3, +3, 3.0, 3e0}), if it is one below 2^53. */
    static OptionalLong whole(String text) {
        if (!DECIMAL.matcher(text).matches()) {
            return OptionalLong.empty();
        }
        double value = Double.parseDouble(text);
        boolean whole = value == Math.rint(value) && Math.abs(value) < 0x1p53;
        return whole ? OptionalLong.of((long) value) : OptionalLong.empty();
    }
}
