package org.draco.am.yarn;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How an ApplicationMaster ended that could not say so itself: YARN's account of it, explained. */
public final class MasterEnd {

    private static final Pattern EXIT =
            Pattern.compile("AM Container for (\\S+) exited with\\s+exitCode: (-?\\d{1,9})\\b");

    private MasterEnd() {}

    /**
     * What the exit status in YARN's account means, and what to do.
     *
     * @param diagnostics of an application that YARN says has failed
     * @return empty if no ApplicationMaster's exit status is in it
     */
    public static Optional<String> explained(String diagnostics) {
        Matcher exit = EXIT.matcher(diagnostics);
        return exit.find()
                ? Optional.of(
                        "the ApplicationMaster of "
                                + exit.group(1)
                                + " ended with "
                                + new ContainerEnd(Integer.parseInt(exit.group(2)), ""))
                : Optional.empty();
    }
}
