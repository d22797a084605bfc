package org.draco.am.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FileSystem;
import org.draco.am.link.Door;
import org.draco.am.link.JobSecrets;
import org.draco.am.link.Limits;
import org.draco.am.link.ParameterServer;
import org.draco.am.step.ModelState;
import org.draco.am.step.TrainingFailedException;
import org.draco.am.step.TrainingLoop;
import org.draco.am.step.WorkerProcesses;
import org.draco.codec.code.GradientCode;
import org.draco.layout.JobLayout;
import org.draco.layout.checkpoint.Checkpoint;
import org.draco.layout.checkpoint.CheckpointStore;
import org.draco.layout.file.PatientStorage;
import org.draco.layout.job.JobSpec;
import org.draco.layout.job.MasterAddress;
import org.draco.layout.job.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One job's training in the ApplicationMaster: waits for a checkpoint to begin with and for the workers, runs the step loop, and leaves
 * checkpoints, {@code steps.csv} and {@code outcome.json}.
 *
 * <p>Used once. {@link #announce} and {@link #call} belong to one thread; the other methods may be called by any.
 */
public final class TrainingRun {

    /** The processes, as far as the training must know. */
    public interface Fleet extends WorkerProcesses {

        /** How many containers were replaced until now. */
        int replacements();

        /** Training is over: workers end, and are not replaced. */
        void dismiss();
    }

    private static final Logger LOG = LoggerFactory.getLogger(TrainingRun.class);
    private static final long LOOK_MILLIS = 100;

    private final FileSystem fs;
    private final JobLayout job;
    private final JobSpec spec;
    private final Fleet fleet;
    private final TrainingWatcher watcher;
    private final ParameterServer server;
    private final PatientStorage storage;

    /**
     * Binds the parameter server's port.
     *
     * @param fs where the job's directory is
     * @param job its layout
     * @param spec the job, free of faults
     * @param secrets the job's
     * @param fleet the job's processes
     * @param watcher told how the training goes
     * @throws IOException if no port can be had
     */
    public TrainingRun(
            FileSystem fs,
            JobLayout job,
            JobSpec spec,
            JobSecrets secrets,
            Fleet fleet,
            TrainingWatcher watcher)
            throws IOException {
        this.fs = fs;
        this.job = job;
        this.spec = spec;
        this.fleet = fleet;
        this.watcher = watcher;
        this.storage = TrainingRecord.storage(spec, watcher);
        this.server =
                new ParameterServer(
                        door(spec, secrets), JobParts.code(spec), JobParts.compression(spec));
    }

    private static Door door(JobSpec spec, JobSecrets secrets) {
        int workers = spec.resilience().workers();
        return new Door(
                spec.job(),
                secrets,
                workers,
                Limits.of(
                        workers,
                        spec.timeouts().registrationSeconds(),
                        spec.timeouts().stepSeconds()));
    }

    /** Where workers connect to. */
    public int port() {
        return server.port();
    }

    /**
     * Says in the job's directory where workers find this parameter server.
     *
     * @param attempt which of the job's ApplicationMasters this is, from 1
     */
    public void announce(String host, int attempt) throws IOException {
        MasterAddress here = new MasterAddress(host, port(), attempt);
        storage.run("master.json", () -> here.write(fs, job));
    }

    /** The worker's process has ended. */
    public void workerLost(int rank, String why) {
        server.workerLost(rank, why);
    }

    /** From now on this attempt of the rank is the one that is let in. */
    public void workerAwaited(int rank, int attempt) {
        server.admit(rank, attempt);
    }

    /**
     * Trains to the end, from the newest checkpoint that is intact, or from the initial weights.
     *
     * @return how it ended, already written to the job's directory if it can be; a job that fails is a failed outcome, not an
     *     exception
     * @throws InterruptedException if this thread is interrupted; no outcome is written then
     * @throws IOException if no checkpoint is intact, or the outcome of a training that succeeded cannot be written
     */
    public Outcome call() throws InterruptedException, IOException {
        long startNanos = System.nanoTime();
        Outcome outcome;
        try (server) {
            Optional<Checkpoint> left =
                    storage.read(
                            "the newest checkpoint",
                            () -> Continuation.of(fs, job, spec, LOG::warn));
            long fromStep = left.map(Checkpoint::step).orElse(0L);
            try (TrainingRecord record = new TrainingRecord(fs, job, spec, watcher, fromStep)) {
                outcome = train(record, left, startNanos);
                fleet.dismiss();
                server.stopWorkers("training is over");
            }
        }
        write(outcome);
        LOG.info("training is over: {}", outcome);
        return outcome;
    }

    /** That of a job that has failed is not waited for: the storage may be what it has failed for, and YARN is told as well. */
    private void write(Outcome outcome) throws IOException {
        if (outcome.succeeded()) {
            storage.run("outcome.json", () -> outcome.write(fs, job));
            return;
        }
        try {
            outcome.write(fs, job);
        } catch (IOException e) {
            LOG.error("the outcome cannot be written", e);
        }
    }

    private Outcome train(TrainingRecord record, Optional<Checkpoint> left, long startNanos)
            throws InterruptedException {
        try (AggregationThreads threads =
                new AggregationThreads(spec.containers().vcores().master())) {
            Checkpoint start = left.isPresent() ? left.get() : awaitInitialWeights();
            LOG.info("training begins with step {}", start.step() + 1);
            ModelState initial = TrainingRecord.state(start, JobParts.code(spec));
            GradientCode code = JobParts.code(spec, threads);
            requireRoom(code, initial.parameters().length);
            server.open(initial.parameters().length);
            TrainingLoop loop =
                    new TrainingLoop(
                            JobParts.plan(spec),
                            code,
                            JobParts.optimizer(spec),
                            new TrainingLoop.Surroundings(
                                    server, record, record, System::nanoTime, fleet, threads));
            return Outcomes.trained(spec, loop.run(initial), record, server, fleet.replacements());
        } catch (TrainingFailedException e) {
            return failed(record, startNanos, e.getMessage());
        } catch (IOException | UncheckedIOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException(e.getMessage());
            }
            LOG.error("training ends", e);
            return failed(record, startNanos, e.getMessage());
        }
    }

    /** A heap that is too small would be exhausted in the first step, in each attempt. */
    private void requireRoom(GradientCode code, int dimension) throws TrainingFailedException {
        Optional<String> missing =
                HeapNeed.of(code, JobParts.optimizer(spec), dimension)
                        .missing(Runtime.getRuntime().maxMemory());
        if (missing.isPresent()) {
            throw new TrainingFailedException(missing.get());
        }
    }

    private Outcome failed(TrainingRecord record, long startNanos, String why) {
        return Outcomes.failed(record, why, secondsSince(startNanos), server, fleet.replacements());
    }

    private static double secondsSince(long startNanos) {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    /** The evaluator, which knows the network, writes the initial weights. */
    private Checkpoint awaitInitialWeights()
            throws InterruptedException, IOException, TrainingFailedException {
        int seconds = spec.timeouts().allocationSeconds() + spec.timeouts().registrationSeconds();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!storage.read("the initial weights", () -> fs.exists(job.checkpoint(0)))) {
            Optional<String> hopeless = fleet.hopeless();
            if (hopeless.isPresent()) {
                throw new TrainingFailedException(hopeless.get());
            }
            if (System.nanoTime() > deadline) {
                throw new TrainingFailedException(
                        "the evaluator has not written the initial weights (%s) within %d s; see its container's log"
                                .formatted(job.checkpoint(0), seconds));
            }
            Thread.sleep(LOOK_MILLIS);
        }
        CheckpointStore checkpoints = new CheckpointStore(fs, job);
        return storage.read("the initial weights", () -> checkpoints.read(0, spec.digest()));
    }
}
