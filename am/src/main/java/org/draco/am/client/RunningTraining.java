package org.draco.am.client;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.hadoop.fs.FileSystem;
import org.draco.am.yarn.MasterKeytab;
import org.draco.layout.JobLayout;
import org.draco.layout.file.PatientStorage;
import org.draco.layout.file.Pause;
import org.draco.layout.job.JobSpec;
import org.draco.layout.job.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job that was submitted. Follow it from one thread; {@link #close} may come from any, so that a Ctrl-C can end it.
 *
 * <pre>
 *   try (RunningTraining running = client.submit(submission)) {
 *       TrainingReport report = running.follow(listener);
 *   }   // not over? killed. To let it live on: running.detach()
 * </pre>
 */
public final class RunningTraining implements AutoCloseable {

    /** What the application, the files and the clock are: everything that following needs from outside. */
    record Sources(
            Application application,
            FileSystem fs,
            JobLayout layout,
            LongSupplier nanoTime,
            Pause pause) {}

    private static final Logger LOG = LoggerFactory.getLogger(RunningTraining.class);

    /** The ResourceManager calls nobody back, so the client has to ask. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Sources sources;
    private final Application application;
    private final JobSpec.Timeouts timeouts;
    private final MetricsTail metrics;
    private final long submittedNanos;
    private volatile boolean leaveAlone;

    RunningTraining(Sources sources, JobSpec.Timeouts timeouts) {
        this.sources = sources;
        this.application = sources.application();
        this.timeouts = timeouts;
        this.metrics = new MetricsTail(sources.fs(), sources.layout());
        this.submittedNanos = sources.nanoTime().getAsLong();
    }

    /** As {@code yarn application -status} wants it. */
    public String applicationId() {
        return application.id();
    }

    /** The job's directory, where everything that it leaves lies. */
    public JobLayout layout() {
        return sources.layout();
    }

    /**
     * Follows the job to its end. A job whose ApplicationMaster, the first or one that follows it, gets no room within the
     * allocation timeout is killed, with a report that says how the queue stands.
     *
     * @throws IOException if the ResourceManager can no longer be asked, and the job may still run; or if it has succeeded and its
     *     outcome cannot be read
     */
    public TrainingReport follow(TrainingListener listener)
            throws IOException, InterruptedException {
        Application.Status last = application.status();
        tell(listener, last);
        long acceptedNanos = submittedNanos;
        while (!last.state().isEnd()) {
            if (last.state() == TrainingState.ACCEPTED && isOverdue(acceptedNanos)) {
                return killedInQueue(last, listener);
            }
            sources.pause().nanos(LOOK_NANOS);
            Application.Status now = application.status();
            metrics.forward(listener);
            if (now.state() != last.state()) {
                tell(listener, now);
                acceptedNanos = sources.nanoTime().getAsLong();
            }
            last = now;
        }
        metrics.forward(listener);
        leaveAlone = true;
        // An ApplicationMaster that was killed has left them.
        MasterKeytab.forget(sources.fs(), sources.layout());
        return report(last, last.detail());
    }

    private static void tell(TrainingListener listener, Application.Status now) {
        listener.state(now.state(), now.detail());
        String url = now.trackingUrl();
        if (now.state() == TrainingState.RUNNING && url != null && url.startsWith("http")) {
            listener.page(url);
        }
    }

    private boolean isOverdue(long sinceNanos) {
        long waitedNanos = sources.nanoTime().getAsLong() - sinceNanos;
        return waitedNanos >= TimeUnit.SECONDS.toNanos(timeouts.allocationSeconds());
    }

    private TrainingReport killedInQueue(Application.Status waiting, TrainingListener listener)
            throws IOException {
        String why =
                "YARN accepted the application and did not start its ApplicationMaster within "
                        + timeouts.allocationSeconds()
                        + " s ("
                        + application.surroundings()
                        + "); "
                        + "submit it to a queue with room, lower its memory, or wait longer. YARN says: "
                        + (waiting.detail().isEmpty() ? "nothing" : waiting.detail());
        application.kill(why);
        leaveAlone = true;
        Application.Status killed = application.status();
        listener.state(killed.state(), why);
        return report(killed, why);
    }

    private TrainingReport report(Application.Status end, String diagnostics) throws IOException {
        Optional<Outcome> outcome = outcome(end.state());
        double seconds = (sources.nanoTime().getAsLong() - submittedNanos) / 1e9;
        return new TrainingReport(
                application.id(),
                end.trackingUrl(),
                end.state(),
                diagnostics,
                outcome.isEmpty() && end.state() == TrainingState.FAILED ? masters() : List.of(),
                outcome,
                metrics.lastEvaluation(),
                seconds);
    }

    /** They have left no word: what YARN knows of them. */
    private List<String> masters() {
        try {
            return application.masters();
        } catch (IOException cause) {
            LOG.warn("{}", cause.getMessage());
            return List.of();
        }
    }

    /** That of a job that has failed is not waited for: the storage may be what it has failed for, and YARN has told as well. */
    private Optional<Outcome> outcome(TrainingState end) throws IOException {
        int seconds = end == TrainingState.SUCCEEDED ? timeouts.storageSeconds() : 0;
        PatientStorage storage =
                new PatientStorage(
                        TimeUnit.SECONDS.toNanos(seconds),
                        sources.nanoTime(),
                        sources.pause()::nanos,
                        LOG::warn);
        try {
            return storage.read(
                    "the outcome", () -> Outcome.readIfPresent(sources.fs(), sources.layout()));
        } catch (IOException cause) {
            if (end == TrainingState.SUCCEEDED) {
                throw cause;
            }
            LOG.warn("{}", cause.getMessage());
            return Optional.empty();
        }
    }

    /** From now on {@link #close} lets the job live on. */
    public void detach() {
        leaveAlone = true;
    }

    /**
     * Kills the job unless it is known to be over or was detached, and waits until YARN has.
     *
     * @throws IOException if it could not be killed; the message names the application
     */
    @Override
    public void close() throws IOException {
        if (!leaveAlone) {
            leaveAlone = true;
            application.kill("the client that had submitted it was closed before its end");
        }
    }
}
