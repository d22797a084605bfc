package org.draco.bin.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** How a run's result is shown. */
final class OutputOptions {

    @Option(
            names = "--json",
            description = "Print the result as one JSON object, the last line of standard output.")
    boolean json;

    /** Shows the result and gives the exit code. */
    int finish(Result result, PrintWriter out) {
        if (json) {
            out.println(text(result));
        } else {
            result.print(out);
        }
        out.flush();
        return result.succeeded() ? 0 : Draco.FAILED;
    }

    private static String text(Result result) {
        try {
            return new ObjectMapper().writeValueAsString(result.fields());
        } catch (JsonProcessingException e) {
            throw new AssertionError("numbers and strings are JSON", e);
        }
    }

    /** The line of progress, on standard error so that it never mixes with a result. */
    ProgressLine progress(long maxSteps) {
        return new ProgressLine(System.err, System.console() != null, maxSteps);
    }
}
