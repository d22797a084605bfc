package org.draco.bin.cli;

import org.draco.layout.job.LocalTraining;
import picocli.CommandLine.Option;

/** The options that say what a worker makes of its samples; the same for all commands that train. */
final class LocalTrainingOptions {

    @Option(
            names = {"--local-steps", "--nb-local-steps"},
            paramLabel = "K",
            description =
                    "SGD steps that a worker makes on its own, a batch each, before it answers with the sum of their gradients"
                            + " (default: ${DEFAULT-VALUE}, the plain gradient).")
    int localSteps = 1;

    @Option(
            names = "--label-smoothing",
            paramLabel = "E",
            description =
                    "Share of a label's weight that is spread over all classes (default: ${DEFAULT-VALUE}).")
    double labelSmoothing;

    @Option(
            names = {"--l1", "--l1-regularize"},
            paramLabel = "F",
            description =
                    "Adds F times the parameters' l1 norm to the loss (default: ${DEFAULT-VALUE}).")
    double l1;

    @Option(
            names = {"--l2", "--l2-regularize"},
            paramLabel = "F",
            description =
                    "Adds F times the parameters' Euclidean norm, not squared, to the loss (default: ${DEFAULT-VALUE}).")
    double l2;

    @Option(
            names = "--gradient-clip",
            paramLabel = "NORM",
            description =
                    "Shortens longer gradients to this norm, before any momentum (default: never).")
    double gradientClip;

    /** What these options describe, right or wrong. */
    LocalTraining toSpec() {
        return new LocalTraining(localSteps, labelSmoothing, l1, l2, gradientClip);
    }
}
