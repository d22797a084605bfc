package org.draco.bin.reproduce;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.draco.bin.simulate.LeanSimulation;
import org.draco.bin.simulate.Simulation;
import org.draco.layout.job.JobSpec;
import org.draco.layout.metrics.EvaluationRow;
import org.draco.layout.metrics.StepRow;

/** Runs that are made in this process, each on the thread that asks for it: its gradients one after the other. */
public final class SimulatedRuns implements RunMaker {

    private final RunStore store;
    private final Configuration conf;
    private final Path cache;

    /**
     * @param store where runs are kept
     * @param conf for the file systems of data sets
     * @param cache local directory for copies of data
     */
    public SimulatedRuns(RunStore store, Configuration conf, Path cache) {
        this.store = store;
        this.conf = conf;
        this.cache = cache;
    }

    @Override
    public void make(PlannedRun run, StudyRunner.Listener listener)
            throws IOException, InterruptedException {
        JobSpec job = run.job().orElseThrow();
        new LeanSimulation(job, conf, cache, 1)
                .run(store.fileSystem(), store.layout(job), new Told(run, listener));
    }

    private record Told(PlannedRun run, StudyRunner.Listener listener)
            implements Simulation.Watcher {

        @Override
        public void step(StepRow row) {
            listener.step(run, row.step());
        }

        @Override
        public void evaluation(EvaluationRow row) {}

        @Override
        public void notice(String message) {
            listener.notice(run, message);
        }
    }
}
