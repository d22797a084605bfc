package org.draco.bin.cli;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.draco.am.client.RunningTraining;
import org.draco.am.client.SoloClient;
import org.draco.am.client.SubmissionRefusedException;
import org.draco.am.client.TrainingListener;
import org.draco.am.client.TrainingReport;
import org.draco.bin.reproduce.PlannedRun;
import org.draco.bin.reproduce.RunMaker;
import org.draco.bin.reproduce.RunStore;
import org.draco.bin.reproduce.StudyRunner;
import org.draco.layout.job.JobSpec;
import org.draco.layout.job.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs that are made as applications, each followed on the thread that asks for it. A run whose application runs already, from a command
 * before or beside this one, gets no second one: that is followed, and left to itself when this is closed.
 */
final class ApplicationRuns implements RunMaker, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ApplicationRuns.class);

    /** YARN shows names in lists. */
    private static final int LONGEST_NAME = 200;

    private final SoloClient client;
    private final RunStore store;
    private final UnaryOperator<JobSpec> resources;
    private final Set<RunningTraining> started = new HashSet<>();
    private boolean closed;

    /**
     * @param client of the cluster; stays the caller's
     * @param store on the cluster's file system, where the client submits
     * @param resources what an application gets, beside what the study says
     */
    ApplicationRuns(SoloClient client, RunStore store, UnaryOperator<JobSpec> resources) {
        this.client = client;
        this.store = store;
        this.resources = resources;
    }

    /** @throws InterruptedException also if this is closed meanwhile */
    @Override
    public void make(PlannedRun run, StudyRunner.Listener listener)
            throws IOException, InterruptedException {
        requireOpen();
        JobSpec job = run.job().orElseThrow();
        Optional<RunningTraining> found = client.running(job);
        if (found.isPresent()) {
            listener.notice(run, found.get().applicationId() + " runs already");
            follow(found.get(), run, listener);
        } else if (!store.isOver(job)) {
            RunningTraining mine = submit(run);
            try {
                begun(mine);
                follow(mine, run, listener);
            } finally {
                end(mine);
            }
        }
    }

    private synchronized void requireOpen() throws InterruptedException {
        if (closed) {
            throw new InterruptedException("closed");
        }
    }

    private RunningTraining submit(PlannedRun run) throws IOException {
        JobSpec job = run.job().orElseThrow();
        if (NetworkFile.onThisMachine(job.network()).isPresent()) {
            throw new IOException(
                    "network: expected with --yarn one that comes with Draco, a class, or a file on the cluster, found "
                            + job.network()
                            + " on this machine");
        }
        String name = "draco " + run.label();
        try {
            return client.submit(
                    resources.apply(job), name.substring(0, Math.min(LONGEST_NAME, name.length())));
        } catch (SubmissionRefusedException refused) {
            throw new IOException(String.join("; ", refused.faults()), refused);
        }
    }

    private synchronized void begun(RunningTraining mine) throws InterruptedException {
        requireOpen();
        started.add(mine);
    }

    /** Kills it unless it is over. */
    private void end(RunningTraining mine) throws IOException {
        try {
            mine.close();
        } finally {
            synchronized (this) {
                started.remove(mine);
            }
        }
    }

    private void follow(RunningTraining running, PlannedRun run, StudyRunner.Listener listener)
            throws IOException, InterruptedException {
        long steps = run.job().orElseThrow().training().maxSteps();
        TrainingReport report =
                running.follow(
                        new TrainingListener() {
                            @Override
                            public void progress(double share) {
                                long step = Math.round(share * steps);
                                if (step > 0) {
                                    listener.step(run, step);
                                }
                            }
                        });
        requireOpen();
        Optional<Outcome> left = report.outcome().filter(outcome -> !outcome.interrupted());
        if (left.isEmpty()) {
            throw new IOException(
                    String.join("; ", report.failure().orElseThrow().lines().toList()));
        }
        if (left.get().finalStep() > 0) {
            listener.step(run, left.get().finalStep());
        }
    }

    /** How many applications run that this has started. */
    synchronized int started() {
        return started.size();
    }

    /** Kills the applications that this has started and that are not over, and starts no others. */
    @Override
    public void close() {
        List<RunningTraining> mine;
        synchronized (this) {
            closed = true;
            mine = List.copyOf(started);
        }
        for (RunningTraining running : mine) {
            try {
                end(running);
            } catch (IOException left) {
                LOG.warn("{}", left.getMessage());
            }
        }
    }
}
