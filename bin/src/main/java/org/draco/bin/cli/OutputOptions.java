package org.draco.bin.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** How a run's result is shown. */
final class OutputOptions {

    @Option(
            names = "--json",
            description = "Print the result as one JSON object, the last line of standard output.")
    boolean json;

    /** Shows the result and gives the exit code. */
    int finish(RunSummary summary, PrintWriter out) {
        if (json) {
            out.println(summary.toJson());
            out.flush();
        } else {
            summary.print(out);
        }
        return summary.outcome().succeeded() ? 0 : Draco.FAILED;
    }

    /** Shows what an evaluation came to and gives the exit code. */
    int finish(EvaluationSummary summary, PrintWriter out) {
        if (json) {
            out.println(summary.toJson());
            out.flush();
        } else {
            summary.print(out);
        }
        return summary.outcome().succeeded() ? 0 : Draco.FAILED;
    }

    /** Shows how to find a job that was left to itself, and gives the exit code. */
    int leave(SubmittedJob left, PrintWriter out) {
        if (json) {
            out.println(left.toJson());
            out.flush();
        } else {
            left.print(out);
        }
        return 0;
    }

    /** The line of progress, on standard error so that it never mixes with a result. */
    ProgressLine progress(long maxSteps) {
        return new ProgressLine(System.err, System.console() != null, maxSteps);
    }
}
