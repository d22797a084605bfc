package org.draco.am.yarn;

import org.draco.layout.job.JobSpec;
import org.draco.layout.job.Wire;

/** Small jobs for tests of what happens around the training. */
public final class Jobs {

    private Jobs() {}

    /** A job of that many workers, 512 MB of heap and 256 MB beside it each, 60 s for allocation. */
    public static JobSpec withWorkers(int workers) {
        return of(workers, false);
    }

    /** As {@link #withWorkers}, with nine of them and Krum for two liars in the place of a code. */
    public static JobSpec ofKrum() {
        return of(JobSpec.Resilience.of(9, "baseline", 1, 2, "krum"), false);
    }

    /** As {@link #withWorkers}, of whom several share a container. */
    public static JobSpec sharing(int workers, int each) {
        JobSpec job = withWorkers(workers);
        JobSpec.Containers sizes = job.containers();
        return job.with(
                job.wire(),
                new JobSpec.Containers(
                        sizes.workerHeapMb(),
                        sizes.evaluatorHeapMb(),
                        sizes.masterHeapMb(),
                        sizes.nativeOverheadMb(),
                        sizes.vcores(),
                        sizes.threads(),
                        sizes.queue(),
                        sizes.gpu(),
                        each,
                        sizes.acls()),
                job.timeouts(),
                job.recovery());
    }

    /** As {@link #withWorkers}, each with a GPU. */
    public static JobSpec onGpus(int workers) {
        return of(workers, true);
    }

    private static JobSpec of(int workers, boolean gpu) {
        return of(JobSpec.Resilience.of(workers, "repetition", 3, 1, "average"), gpu);
    }

    private static JobSpec of(JobSpec.Resilience resilience, boolean gpu) {
        return new JobSpec(
                JobSpec.VERSION,
                "trial",
                "LeNet",
                new JobSpec.Data("mnist", "hdfs://cluster/draco/datasets/mnist"),
                new JobSpec.Training(32, 0.01, 0.9, 30, 10, 1000, 7),
                resilience,
                new JobSpec.Experiment(0, "honest", "", false),
                new Wire("lz4", 5, "bit", 65536, "float32"),
                new JobSpec.Containers(512, 640, 768, 256, 2, 1, "research", gpu),
                new JobSpec.Timeouts(60, 60, 60, 60));
    }
}
