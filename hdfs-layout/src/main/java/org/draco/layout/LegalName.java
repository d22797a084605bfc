package org.draco.layout;

import java.util.regex.Pattern;

/**
 * What a job or a data set may be called: a name that is one path component on every file system and needs no
 * quoting in a shell, a URL or a CSV file.
 */
public final class LegalName {

    /** The rule in words, for messages. */
    public static final String RULE =
            "letters, digits, '.', '_' and '-', the first a letter or a digit, at most 128 of them";

    private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    private LegalName() {}

    /** Whether {@code name} may stand as a path component; {@code null} may not. */
    public static boolean isLegal(String name) {
        return name != null && LEGAL.matcher(name).matches();
    }

    static String require(String what, String name) {
        if (!isLegal(name)) {
            throw new IllegalArgumentException(
                    what + ": expected " + RULE + ", found " + shown(name));
        }
        return name;
    }

    private static String shown(String name) {
        return name == null ? "nothing" : "\"" + name + "\"";
    }
}
