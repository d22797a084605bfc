package org.draco.bin.cli;

import org.draco.layout.job.Metrics;
import picocli.CommandLine.Option;

/** The options that say what is measured in each step. */
final class MetricsOptions {

    @Option(
            names = "--metrics",
            paramLabel = "DETAIL",
            description =
                    "basic (what costs nothing; default) or full (also norms, deviations and angles of gradients, in"
                            + " steps.csv; with simulate).")
    String detail = Metrics.BASIC;

    @Option(
            names = {"--study-batches", "--nb-for-study"},
            paramLabel = "N",
            description =
                    "With full: batches whose gradients are studied (default: as many as the code computes).")
    int studyBatches;

    @Option(
            names = {"--study-past", "--nb-for-study-past"},
            paramLabel = "N",
            description =
                    "With full: past mean gradients that the composite curvature looks at (default: ${DEFAULT-VALUE}).")
    int studyPast = 20;

    /** What these options describe, right or wrong. */
    Metrics toSpec() {
        return detail.equals(Metrics.BASIC)
                ? Metrics.PLAIN
                : new Metrics(detail, studyBatches, studyPast);
    }
}
