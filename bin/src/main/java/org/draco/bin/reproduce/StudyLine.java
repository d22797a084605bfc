package org.draco.bin.reproduce;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of a study file that says something, with those that go on with it.
 *
 * @param number of the first one, from 1
 * @param content without comments, not empty
 */
record StudyLine(int number, String content) {

    /** All lines of a text; one that begins with {@code |} goes on with the line before. */
    static List<StudyLine> of(String text) {
        String[] raw = text.split("\\R", -1);
        List<StudyLine> lines = new ArrayList<>();
        for (int next = 0; next < raw.length; ) {
            int number = next + 1;
            StringBuilder joined = new StringBuilder(content(raw[next++]));
            while (next < raw.length && content(raw[next]).startsWith("|")) {
                joined.append(' ').append(content(raw[next++]));
            }
            if (!joined.isEmpty()) {
                lines.add(new StudyLine(number, joined.toString()));
            }
        }
        return lines;
    }

    private static String content(String raw) {
        return raw.replaceAll("(^|\\s)#.*", "").strip();
    }
}
