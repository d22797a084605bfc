package org.draco.layout;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a step stands in a file's name, so that names sort as steps do: {@code step-000000100}. */
final class StepName {

    private static final Pattern NAME = Pattern.compile("step-(\\d{9,18})(\\..*)");

    private StepName() {}

    /**
     * A file name.
     *
     * @param suffix what follows, e.g. {@code ".ckpt"}
     */
    static String of(long step, String suffix) {
        if (step < 0 || step > 999_999_999_999_999_999L) {
            throw new IllegalArgumentException("step: expected 0 to 10^18 - 1, found " + step);
        }
        return String.format("step-%09d", step) + suffix;
    }

    /** The step in a file's name; empty for every name that {@link #of} does not make with this suffix. */
    static OptionalLong in(String fileName, String suffix) {
        Matcher matcher = NAME.matcher(fileName);
        if (!matcher.matches()) {
            return OptionalLong.empty();
        }
        long step = Long.parseLong(matcher.group(1));
        return fileName.equals(of(step, suffix)) ? OptionalLong.of(step) : OptionalLong.empty();
    }
}
