package org.draco.bin.cli;

import org.draco.layout.job.Optimization;
import picocli.CommandLine.Option;

/** The options that say how a gradient moves the model; the same for all commands that train. */
final class OptimizationOptions {

    private static final double DEFAULT_MOMENTUM = 0.9;

    @Option(
            names = {"--lr", "--learning-rate"},
            paramLabel = "RATE",
            description = "Learning rate of the first step (default: ${DEFAULT-VALUE}).")
    double learningRate = 0.01;

    @Option(
            names = "--lr-schedule",
            paramLabel = "NAME",
            description =
                    "How it changes: constant (default), hyperbolic (--lr-args half=STEPS,delta=1), steps (--lr-args"
                            + " STEP=RATE,...) or cosine (--lr-args period=STEPS,least=0).")
    String schedule = Optimization.CONSTANT;

    @Option(
            names = "--lr-args",
            paramLabel = "K=V,...",
            description = "Parameters of the schedule.")
    String scheduleArgs = "";

    @Option(
            names = "--optimizer",
            paramLabel = "NAME",
            description =
                    "sgd (default) or adam (--optimizer-args beta1=0.9,beta2=0.999,epsilon=1e-8).")
    String optimizer = Optimization.SGD;

    @Option(
            names = "--optimizer-args",
            paramLabel = "K=V,...",
            description = "Parameters of the optimizer.")
    String optimizerArgs = "";

    @Option(
            names = "--momentum",
            paramLabel = "M",
            description = "Momentum, 0 to below 1 (default: 0.9; for adam 0).")
    Double momentum;

    @Option(
            names = "--dampening",
            paramLabel = "T",
            description =
                    "Share of a new gradient that is left out of the velocity, 0 to below 1 (default: ${DEFAULT-VALUE}).")
    double dampening;

    @Option(
            names = {"--nesterov", "--momentum-nesterov"},
            description = "Take gradients where the velocity alone would lead.")
    boolean nesterov;

    @Option(
            names = "--momentum-at",
            paramLabel = "PLACE",
            description =
                    "update (of the decoded gradient; default), server (added to each answer before the rule) or worker (each has"
                            + " its own); the latter two with --approach baseline.")
    String momentumAt = Optimization.Momentum.UPDATE;

    @Option(
            names = "--weight-decay",
            paramLabel = "C",
            description =
                    "Share of each parameter that every step takes off, times the learning rate (default: ${DEFAULT-VALUE}).")
    double weightDecay;

    /** What these options describe, right or wrong. */
    Optimization toSpec() {
        double share =
                momentum != null
                        ? momentum
                        : optimizer.equals(Optimization.SGD) ? DEFAULT_MOMENTUM : 0;
        return new Optimization(
                optimizer,
                optimizerArgs,
                learningRate,
                schedule,
                scheduleArgs,
                new Optimization.Momentum(share, dampening, nesterov, momentumAt),
                weightDecay);
    }
}
