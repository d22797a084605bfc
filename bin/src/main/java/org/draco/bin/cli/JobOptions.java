package org.draco.bin.cli;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import org.draco.codec.code.GradientCodes;
import org.draco.layout.job.JobSpec;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say what is trained and how; the same for {@code train}, {@code simulate} and {@code quickstart}. */
final class JobOptions {

    private static final int UNDECLARED = -1;

    @Option(
            names = "--network",
            paramLabel = "NAME",
            description = "Network to train (default: ${DEFAULT-VALUE}).")
    String network = "LeNet";

    @Option(
            names = "--dataset",
            paramLabel = "NAME",
            description =
                    "Data set; without --root, mnist means the digits that come with Draco (default: ${DEFAULT-VALUE}).")
    String dataset = "mnist";

    @Option(
            names = "--root",
            paramLabel = "URI",
            description =
                    "Directory under which data sets and jobs lie, e.g. hdfs:///user/me/draco.")
    String root;

    @Option(
            names = {"--workers", "--num-workers"},
            paramLabel = "P",
            description = "Number of workers (default: ${DEFAULT-VALUE}).")
    int workers = 9;

    @Option(
            names = "--batch-size",
            paramLabel = "B",
            description = "Samples in a batch (default: ${DEFAULT-VALUE}).")
    int batchSize = 32;

    @Option(
            names = {"--lr", "--learning-rate"},
            paramLabel = "RATE",
            description = "Learning rate (default: ${DEFAULT-VALUE}).")
    double learningRate = 0.01;

    @Option(
            names = "--momentum",
            paramLabel = "M",
            description = "Momentum, 0 to below 1 (default: ${DEFAULT-VALUE}).")
    double momentum = 0.9;

    @Option(
            names = "--max-steps",
            paramLabel = "N",
            description = "Steps to train (default: ${DEFAULT-VALUE}).")
    long maxSteps = 100;

    @Option(
            names = "--eval-freq",
            paramLabel = "N",
            description =
                    "Steps between checkpoints, each of which is evaluated (default: ${DEFAULT-VALUE}).")
    long evalFreq = 50;

    @Option(
            names = {"--eval-batch-size", "--test-batch-size"},
            paramLabel = "B",
            description = "Samples scored at once (default: ${DEFAULT-VALUE}).")
    int evalBatchSize = 200;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            description = "Decides everything random (default: ${DEFAULT-VALUE}).")
    long seed = 1;

    @Option(
            names = "--approach",
            paramLabel = "NAME",
            description =
                    "baseline (one gradient each, then --mode) or repetition (groups, digest-first vote; default).")
    String approach = "repetition";

    @Option(
            names = "--group-size",
            paramLabel = "R",
            description = "Workers that compute the same gradient (default: ${DEFAULT-VALUE}).")
    int groupSize = 3;

    @Option(
            names = "--declared-byz",
            paramLabel = "S",
            description = "The most workers that may lie (default: as many as the code bears).")
    int declaredByz = UNDECLARED;

    @Option(
            names = "--mode",
            paramLabel = "RULE",
            description = "Aggregation rule of the baseline (default: ${DEFAULT-VALUE}).")
    String mode = "average";

    @Option(
            names = "--worker-fail",
            paramLabel = "L",
            description = "Workers that are made to lie at each step (default: ${DEFAULT-VALUE}).")
    int workerFail;

    @Option(
            names = "--err-mode",
            paramLabel = "ATTACK",
            description =
                    "What they send: rev_grad, constant, random, honest (default: ${DEFAULT-VALUE}).")
    String errMode = "rev_grad";

    @Option(
            names = "--adversarial",
            paramLabel = "X",
            description = "Magnitude of the attack (default: ${DEFAULT-VALUE}).")
    double adversarial = -100;

    @Mixin ResourceOptions resources = new ResourceOptions();

    /**
     * The job that these options describe, right or wrong.
     *
     * @param jobId its id
     * @param datasetUri where its data set is
     */
    JobSpec toSpec(String jobId, String datasetUri) {
        String code = CodeNames.approach(approach);
        String rule = CodeNames.mode(mode);
        int adversaries =
                declaredByz == UNDECLARED
                        ? GradientCodes.defaultAdversaries(code, groupSize)
                        : declaredByz;
        return new JobSpec(
                JobSpec.VERSION,
                jobId,
                network,
                new JobSpec.Data(dataset, datasetUri),
                new JobSpec.Training(
                        batchSize, learningRate, momentum, maxSteps, evalFreq, evalBatchSize, seed),
                new JobSpec.Resilience(workers, code, groupSize, adversaries, rule),
                new JobSpec.Experiment(workerFail, errMode, adversarial),
                resources.wire(),
                resources.containers(),
                resources.timeouts());
    }

    /** An id that no other job has: network, time, four random digits. */
    String newJobId() {
        String name = network.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String time = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").format(LocalDateTime.now());
        return "%s-%s-%04x"
                .formatted(name, time, ThreadLocalRandom.current().nextInt(0x10000))
                .replaceAll("^-+", "");
    }
}
