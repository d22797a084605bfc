package org.draco.bin.cli;

import org.draco.layout.job.JobSpec;
import picocli.CommandLine.Option;

/** The options that say which samples are in which batch, and how they are varied; the same for all commands that train. */
final class SampleOptions {

    @Option(
            names = "--order",
            paramLabel = "ORDER",
            description =
                    "shuffled (a random order for every epoch; default) or stored (as they lie, over and over).")
    String order = JobSpec.Data.SHUFFLED;

    @Option(
            names = "--batches-per-step",
            paramLabel = "N",
            description =
                    "Batches of that order that a step uses up (default: as many as the code computes).")
    int batchesPerStep;

    @Option(
            names = "--partition",
            paramLabel = "NAME",
            description =
                    "How samples are dealt out to a step's batches: iid (default), dirichlet, sorted or similarity; see"
                            + " docs/datasets.md.")
    String partition = JobSpec.Data.IID;

    @Option(
            names = "--partition-args",
            paramLabel = "K=V,...",
            description = "Parameters of the partition, e.g. alpha=0.1.")
    String partitionArgs = "";

    @Option(
            names = "--augment",
            paramLabel = "HOW",
            description =
                    "standard (what goes with the data set, e.g. crops and flips for cifar10; default) or none.")
    String augment = JobSpec.Data.STANDARD;

    /** What these options describe, right or wrong. */
    JobSpec.Data toSpec(String dataset, String uri) {
        return new JobSpec.Data(
                dataset, uri, order, batchesPerStep, partition, partitionArgs, augment);
    }
}
