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

    private final Sources sources;
    private final RunningApplication running;
    private final JobSpec.Timeouts timeouts;
    private final MetricsTail metrics;

    /** @param turns of the applications that may have to wait for each other, by the sources' clock */
    RunningTraining(Sources sources, JobSpec spec, QueueTurns turns) {
        this.sources = sources;
        this.timeouts = spec.timeouts();
        this.metrics = new MetricsTail(sources.fs(), sources.layout(), spec.metrics().isFull());
        this.running =
                new RunningApplication(
                        sources.application(),
                        sources.nanoTime(),
                        sources.pause(),
                        timeouts.allocationSeconds(),
                        turns);
    }

    /** As {@code yarn application -status} wants it. */
    public String applicationId() {
        return running.id();
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
        RunningApplication.End end = running.follow(listener, () -> metrics.forward(listener));
        // An ApplicationMaster that was killed has left them.
        MasterKeytab.forget(sources.fs(), sources.layout());
        Optional<Outcome> outcome = outcome(end.status().state());
        return new TrainingReport(
                running.id(),
                end.status().trackingUrl(),
                end.status().state(),
                end.diagnostics(),
                outcome.isEmpty() && end.status().state() == TrainingState.FAILED
                        ? masters()
                        : List.of(),
                outcome,
                metrics.lastEvaluation(),
                end.seconds());
    }

    /** They have left no word: what YARN knows of them. */
    private List<String> masters() {
        try {
            return sources.application().masters();
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
        running.detach();
    }

    /**
     * Kills the job unless it is known to be over or was detached, and waits until YARN has.
     *
     * @throws IOException if it could not be killed; the message names the application
     */
    @Override
    public void close() throws IOException {
        running.close();
    }
}
