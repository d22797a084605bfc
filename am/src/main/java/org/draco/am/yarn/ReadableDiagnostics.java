package org.draco.am.yarn;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * YARN's account of a container's end, made fit to be read: it repeats the last words of the process two or three times
 * and gives every stack frame and every process. The whole account stays in the log.
 */
public final class ReadableDiagnostics {

    private static final int MOST_CHARS = 1600;
    private static final Pattern STACK_FRAME =
            Pattern.compile("\\s+at \\S+\\(.*|\\s*\\.\\.\\. \\d+ more");

    /** Which processes a container had that took too much memory, with all their arguments. */
    private static final Pattern PROCESS_TREE =
            Pattern.compile("\\s*\\|- .*|Dump of the process-tree for .*");

    private ReadableDiagnostics() {}

    /** Each line once, without stack frames, process trees and blank lines; the middle is left out if it is still too long. */
    public static String of(String diagnostics) {
        List<String> lines =
                diagnostics
                        .lines()
                        .filter(line -> !STACK_FRAME.matcher(line).matches())
                        .filter(line -> !PROCESS_TREE.matcher(line).matches())
                        .toList();
        String once =
                lines.stream()
                        .filter(line -> !line.isBlank())
                        .distinct()
                        .collect(Collectors.joining("\n"));
        return once.length() <= MOST_CHARS ? once : withoutMiddle(once);
    }

    /** YARN puts the general at the start and the process's last words at the end: both are kept. */
    private static String withoutMiddle(String text) {
        int half = MOST_CHARS / 2;
        return text.substring(0, half) + " [...] " + text.substring(text.length() - half);
    }
}
