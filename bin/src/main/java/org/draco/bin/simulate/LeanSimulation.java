package org.draco.bin.simulate;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.layout.JobLayout;
import org.draco.layout.job.JobSpec;
import org.draco.layout.job.Outcome;
import org.draco.layout.job.Recovery;

/**
 * A simulation that leaves its results alone: specification, metrics and outcome, no checkpoints and no models. Interrupted it leaves
 * checkpoints, and goes on from the newest; what it comes to is the same.
 *
 * <p>Used once, by one thread.
 */
public final class LeanSimulation {

    /** It is gone on with from the newest; the others would be deleted afterwards anyway. */
    private static final int CHECKPOINTS = 2;

    private final JobSpec spec;
    private final Configuration conf;
    private final java.nio.file.Path cache;
    private final int parallel;

    /**
     * @param spec the job, free of faults
     * @param conf for the file system of its data set
     * @param cache local directory for a copy of the data
     * @param parallel how many gradients are computed at the same time, at least 1; does not change the results
     */
    public LeanSimulation(
            JobSpec spec, Configuration conf, java.nio.file.Path cache, int parallel) {
        this.spec = spec;
        this.conf = conf;
        this.cache = cache;
        this.parallel = parallel;
    }

    /**
     * Simulates to the end; of one that is over only what is left of its checkpoints is deleted.
     *
     * @param fs where the directory is
     * @param job the directory; made if it is missing
     * @param watcher told how it goes
     * @return how it ended; a job that fails is a failed outcome, not an exception
     * @throws IOException if files cannot be read or written, or are those of another job
     * @throws InterruptedException if this thread is interrupted
     */
    public Outcome run(FileSystem fs, JobLayout job, Simulation.Watcher watcher)
            throws IOException, InterruptedException {
        Optional<Outcome> left =
                Outcome.readIfPresent(fs, job).filter(outcome -> !outcome.interrupted());
        Outcome outcome =
                left.isPresent()
                        ? left.get()
                        : new Simulation(fewCheckpoints(), conf, cache, parallel)
                                .run(fs, job, Optional.empty(), watcher)
                                .outcome();
        Path velocities = job.velocities(0).getParent();
        for (Path bulky : List.of(job.checkpoints(), job.models(), velocities)) {
            fs.delete(bulky, true);
        }
        return outcome;
    }

    private JobSpec fewCheckpoints() {
        Recovery usual = spec.recovery();
        return spec.with(
                spec.wire(),
                spec.containers(),
                spec.timeouts(),
                new Recovery(usual.masterAttempts(), usual.maxReplacements(), CHECKPOINTS));
    }
}
