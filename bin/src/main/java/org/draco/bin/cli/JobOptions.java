package org.draco.bin.cli;

import java.io.IOException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import org.draco.am.train.JobParts;
import org.draco.codec.attack.AttackChoice;
import org.draco.codec.code.choice.CodeChoice;
import org.draco.codec.code.choice.GradientCodes;
import org.draco.layout.job.JobSpec;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that say what is trained and how; the same for {@code train}, {@code simulate} and {@code quickstart}. */
final class JobOptions {

    @Option(
            names = "--network",
            paramLabel = "NAME",
            description =
                    "Network to train, e.g. LeNet, FC, ResNet-18 (see docs/networks.md), a Deeplearning4j file (.json or .zip), or"
                            + " the name of a class in --jars (default: ${DEFAULT-VALUE}).")
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
            names = "--batch-size",
            paramLabel = "B",
            description = "Samples in a batch (default: ${DEFAULT-VALUE}).")
    int batchSize = 32;

    @Option(
            names = "--max-steps",
            paramLabel = "N",
            description = "Steps to train (default: ${DEFAULT-VALUE}).")
    long maxSteps = 100;

    @Option(
            names = "--epochs",
            paramLabel = "E",
            description =
                    "In place of --max-steps: as many steps as show each training sample E times, rounded up.")
    Double epochs;

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
                    "Code: baseline (one gradient each, then --mode), repetition (groups that vote; default), cyclic, reactive or"
                            + " detox; see draco codec list.")
    String approach = "repetition";

    @Option(
            names = {"--workers", "--num-workers"},
            paramLabel = "P",
            description = "Number of workers (default: ${DEFAULT-VALUE}).")
    int workers = 9;

    @Option(
            names = "--worker-fail",
            paramLabel = "L",
            description = "Workers that are made to lie at each step (default: ${DEFAULT-VALUE}).")
    int workerFail;

    @Option(
            names = "--err-mode",
            paramLabel = "ATTACK",
            description =
                    "What they send: rev_grad, sign-flip, alie, ipm, ...; see draco codec list (default: ${DEFAULT-VALUE}).")
    String errMode = "rev_grad";

    @Option(
            names = "--fixed-liars",
            description =
                    "The same workers lie at every step (default: they are drawn anew for each).")
    boolean fixedLiars;

    @Option(
            names = "--on-proven-liar",
            paramLabel = "WHAT",
            description =
                    "keep (it takes part in the next step; default), expel (it takes part no more), replace (another container takes its"
                            + " place) or exclude-node (and its node is avoided).")
    String onProvenLiar = JobSpec.Resilience.KEEP;

    @Option(
            names = "--wire",
            paramLabel = "NUMBERS",
            description =
                    "float32 (default) or float64: how a float or complex cyclic code's answers travel.")
    String numbers = CodeChoice.FLOAT32;

    @Option(
            names = "--error-tolerance",
            paramLabel = "T",
            description =
                    "The largest error, relative to the answers' norm, that liars may be able to hide in a float or complex"
                            + " cyclic code; a job with a larger one is refused (default: ${DEFAULT-VALUE}).")
    double errorTolerance = CodeChoice.DEFAULT_ERROR_TOLERANCE;

    @ArgGroup(
            exclusive = false,
            validate = false,
            heading = "%nHow a gradient moves the model (docs/training.md):%n")
    OptimizationOptions optimization = new OptimizationOptions();

    @ArgGroup(
            exclusive = false,
            validate = false,
            heading = "%nWhat a worker makes of its samples:%n")
    LocalTrainingOptions local = new LocalTrainingOptions();

    @ArgGroup(exclusive = false, validate = false, heading = "%nWhich samples:%n")
    SampleOptions samples = new SampleOptions();

    @ArgGroup(exclusive = false, validate = false, heading = "%nWhat is measured:%n")
    MetricsOptions metrics = new MetricsOptions();

    @ArgGroup(exclusive = false, validate = false, heading = "%nWhere training starts:%n")
    StartOptions start = new StartOptions();

    @ArgGroup(exclusive = false, validate = false, heading = "%nHow liars lie (docs/attacks.md):%n")
    AttackOptions attack = new AttackOptions();

    @ArgGroup(
            exclusive = false,
            validate = false,
            heading = "%nThe code and the rule (docs/codes.md, docs/rules.md):%n")
    CodeOptions code = new CodeOptions();

    @ArgGroup(exclusive = false, validate = false, heading = "%nYour own:%n")
    JarOptions jars = new JarOptions();

    @ArgGroup(
            exclusive = false,
            validate = false,
            heading =
                    "%nWhat processes get; none of this changes the model but --threads and --enable-gpu:%n")
    ResourceOptions resources = new ResourceOptions();

    @ArgGroup(
            exclusive = false,
            validate = false,
            heading = "%nWhat is done about processes that die (docs/recovery.md):%n")
    RecoveryOptions recovery = new RecoveryOptions();

    /**
     * The job that these options describe, right or wrong.
     *
     * @param jobId its id
     * @param datasetUri where its data set is
     * @param userJars the user's own rules and attacks
     * @throws FaultySpecificationException if a file that an option names is not what it should be
     */
    JobSpec toSpec(String jobId, String datasetUri, List<JobSpec.Jar> userJars)
            throws IOException, FaultySpecificationException {
        CodeChoice chosen =
                GradientCodes.completed(code.toChoice(approach, workers, numbers, errorTolerance));
        AttackChoice chosenAttack = attack.toChoice(errMode);
        return new JobSpec(
                JobSpec.VERSION,
                jobId,
                network,
                samples.toSpec(dataset, datasetUri),
                new JobSpec.Training(
                        batchSize,
                        optimization.toSpec(),
                        local.toSpec(),
                        maxSteps,
                        evalFreq,
                        evalBatchSize,
                        seed,
                        start.digest()),
                resilience(chosen),
                new JobSpec.Experiment(
                        workerFail, chosenAttack.mode(), chosenAttack.arguments(), fixedLiars),
                metrics.toSpec(),
                resources.wire(numbers),
                resources.containers(),
                resources.timeouts(),
                recovery.toSpec(workers),
                userJars);
    }

    /**
     * The job with its number of steps, if that was given in epochs.
     *
     * @param spec free of faults
     * @param samples in the training set
     */
    JobSpec inSteps(JobSpec spec, long samples) throws FaultySpecificationException {
        if (epochs == null) {
            return spec;
        }
        int stride = spec.data().batchesPerStep();
        double samplesPerStep =
                (double) spec.training().batchSize()
                        * spec.training().local().steps()
                        * (stride > 0 ? stride : JobParts.code(spec).assignment().batches());
        double steps = Math.ceil(epochs * samples / samplesPerStep);
        if (!(steps >= 1 && steps < Long.MAX_VALUE)) {
            throw new FaultySpecificationException(
                    List.of("--epochs: expected a number above 0, found " + epochs));
        }
        return spec.until((long) steps);
    }

    private JobSpec.Resilience resilience(CodeChoice chosen) {
        return new JobSpec.Resilience(
                chosen.workers(),
                chosen.approach(),
                chosen.arithmetic(),
                chosen.groupSize(),
                chosen.voteGroups(),
                chosen.adversaries(),
                chosen.mode(),
                chosen.modeArgs(),
                chosen.vote(),
                chosen.voteTolerance(),
                chosen.errorTolerance(),
                onProvenLiar);
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
