package org.draco.bin.cli;

import picocli.CommandLine.Option;

/** The options that say which checkpoints are evaluated, by what, and where what is found goes. */
final class EvaluationOptions {

    @Option(
            names = "--model-dir",
            required = true,
            paramLabel = "JOB",
            description =
                    "Directory of the job or run whose checkpoints are evaluated, e.g. hdfs:///user/me/draco/jobs/lenet-1; it is only"
                            + " read.")
    String modelDir;

    @Option(
            names = "--output",
            paramLabel = "URI",
            description =
                    "Directory for what is found (default: evaluations/<job>-<data set>-<split> under the job's root). One that is there"
                            + " of the same evaluation is gone on with.")
    String output;

    @Option(
            names = "--eval-freq",
            paramLabel = "N",
            description =
                    "Checkpoints whose step is a multiple of N (default: ${DEFAULT-VALUE}, so each).")
    long evalFreq = 1;

    @Option(
            names = "--once",
            description =
                    "Those checkpoints that are there now (default: also those that come, until the training is over).")
    boolean once;

    @Option(
            names = "--idle-timeout",
            paramLabel = "S",
            description =
                    "Seconds without a new checkpoint after which the training is taken for over, e.g. since it was killed (default: 0,"
                            + " never).")
    int idleSeconds;

    @Option(
            names = "--evaluators",
            paramLabel = "K",
            description =
                    "Checkpoints evaluated at once, each by a process of its own, or with --local a thread (default: ${DEFAULT-VALUE}).")
    int evaluators = 1;

    @Option(
            names = "--dataset",
            paramLabel = "NAME",
            description =
                    "Another data set to judge by, of the same shape and as many classes (default: the job's).")
    String dataset;

    @Option(
            names = "--root",
            paramLabel = "URI",
            description =
                    "Directory under which that data set lies (default: where the job's does).")
    String root;

    @Option(
            names = "--split",
            paramLabel = "SPLIT",
            description = "test (default) or train: which half of the data set judges.")
    String split = "test";

    @Option(
            names = {"--eval-batch-size", "--test-batch-size"},
            paramLabel = "B",
            description = "Samples scored at once (default: the job's).")
    Integer evalBatchSize;
}
