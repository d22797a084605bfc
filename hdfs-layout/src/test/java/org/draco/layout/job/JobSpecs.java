package org.draco.layout.job;

/** Specifications to try things on. */
public final class JobSpecs {

    private JobSpecs() {}

    /** A job without a fault. */
    public static JobSpec sound() {
        return with(JobSpec.Resilience.of(9, "repetition", 3, 1, "average"));
    }

    /** As {@link #sound}, with another code or rule. */
    public static JobSpec with(JobSpec.Resilience resilience) {
        return new JobSpec(
                1,
                "lenet-1",
                "LeNet",
                new JobSpec.Data("mnist", "hdfs://nn:8020/draco/datasets/mnist"),
                new JobSpec.Training(32, 0.01, 0.9, 100, 50, 1000, 7),
                resilience,
                new JobSpec.Experiment(1, "rev_grad", "magnitude=-100", false),
                new Wire("lz4", 5, "bit", 65_536, "float32"),
                new JobSpec.Containers(512, 512, 512, 384, 1, 1, "default", false),
                new JobSpec.Timeouts(120, 120, 60, 300));
    }

    /** A job in which every value with a range is out of it. */
    static JobSpec rotten() {
        return new JobSpec(
                2,
                "../lenet",
                " ",
                new JobSpec.Data("", "/relative"),
                new JobSpec.Training(0, -0.01, 1, 0, 0, 0, 7),
                JobSpec.Resilience.of(0, "", 0, -1, null),
                new JobSpec.Experiment(-2, "", "", false),
                new Wire("gzip", 10, null, 1023, "float32"),
                new JobSpec.Containers(0, 0, -1, -1, 0, 0, "", false),
                new JobSpec.Timeouts(0, 0, 0, -5));
    }
}
