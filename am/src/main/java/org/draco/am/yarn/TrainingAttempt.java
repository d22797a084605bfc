package org.draco.am.yarn;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.draco.am.link.JobSecrets;
import org.draco.am.metrics.TrainingMonitor;
import org.draco.am.train.TrainingRun;
import org.draco.am.train.TrainingWatcher;
import org.draco.am.web.JobFiles;
import org.draco.layout.JobLayout;
import org.draco.layout.checkpoint.CheckpointStore;
import org.draco.layout.job.JobSpec;
import org.draco.layout.job.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt at a job, from the ApplicationMaster's registration to its end:
 *
 * <pre>
 *   register, ask for the fleet --> train --> let the evaluator finish --> stop what is left --> unregister
 *                                     |
 *                                     +-- the ResourceManager drops us, or a signal comes: train is interrupted,
 *                                         the outcome says so, and nobody is waited for; if another attempt may
 *                                         follow, it finds the containers running and goes on
 * </pre>
 *
 * An attempt that is not the first takes over the containers that run, goes on from the newest checkpoint, and if the training is over
 * already, waits for the evaluator alone.
 *
 * {@link #run} is called once; the thread that calls it is the training thread.
 */
final class TrainingAttempt {

    /**
     * The job, and where this ApplicationMaster finds itself.
     *
     * @param secrets the job's, the same for each of its ApplicationMasters
     * @param tokens for the file systems, those of the moment, for the fleet's processes
     */
    record Surroundings(
            Configuration conf,
            FileSystem fs,
            JobLayout layout,
            JobSpec spec,
            MasterEnvironment environment,
            ContainerLaunch launch,
            JobSecrets secrets,
            Supplier<Credentials> tokens) {}

    private static final Logger LOG = LoggerFactory.getLogger(TrainingAttempt.class);

    /** Workers are told that training is over and end by themselves; YARN tells of it a heartbeat or two later. */
    private static final long ORDERLY_END_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** A NodeManager sends SIGTERM, then SIGKILL a quarter of a second later, by default. */
    private static final long STOP_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Surroundings at;
    private final ContainerFleet fleet;
    private final TrainingMonitor monitor;
    private final TrackingPage page;
    private final ClusterTimeline timeline;
    private final long startNanos = System.nanoTime();
    private final Interruption interruption;

    /** Set before YARN is told of this ApplicationMaster, and so before it tells anything. */
    private volatile TrainingRun run;

    TrainingAttempt(Surroundings at) {
        this.at = at;
        this.fleet =
                new ContainerFleet(
                        FleetPlan.of(at.spec()),
                        MemberAttempt.first(at.environment().attempt()),
                        this::initialWeightsWritten,
                        System::nanoTime);
        this.interruption = new Interruption(fleet);
        JobFiles files = new JobFiles(at.fs(), at.layout(), Clock.systemUTC());
        this.monitor = new TrainingMonitor(at.spec(), files, fleet::replacements);
        this.page = new TrackingPage(at, fleet, files, monitor.endpoints());
        this.timeline = new ClusterTimeline(at.conf(), page.facts(), files::newestEvaluation);
    }

    /** Runs the job to its end, whatever that is; the outcome is on HDFS when this returns. */
    Outcome run() throws IOException, YarnException {
        interruption.hearSignals();
        MemberLaunch launch =
                new MemberLaunch(
                        at.launch(),
                        at.layout().dir().toUri(),
                        at.tokens(),
                        at.secrets(),
                        Crews.of(at.spec()));
        try (monitor;
                page;
                timeline;
                YarnContainers containers =
                        new YarnContainers(
                                at.conf(),
                                FleetPlan.of(at.spec()),
                                fleet,
                                launch::of,
                                listener(),
                                page.view()::progress)) {
            run =
                    new TrainingRun(
                            at.fs(),
                            at.layout(),
                            at.spec(),
                            at.secrets(),
                            containers,
                            TrainingWatcher.all(List.of(page.view(), monitor, timeline.watcher())));
            if (timeline.news().isPresent()) {
                containers.tellOfCollector(timeline.news().get());
            }
            Optional<Outcome> left = outcomeOfTheLast();
            run.announce(at.environment().host(), at.environment().attempt());
            containers.register(at.environment().host(), run.port(), page.url());
            Outcome outcome = left.isPresent() ? left.get() : train();
            if (outcome.interrupted()) {
                LOG.warn("Whether another ApplicationMaster goes on is YARN's to say");
                return outcome;
            }
            page.view().trained(outcome);
            String onEvaluation = finish(containers, outcome.succeeded());
            // A failed job's diagnosis is the one reason; what the evaluator lacks then is its
            // consequence.
            String diagnosis =
                    outcome.succeeded()
                            ? join(outcome.diagnosis(), onEvaluation)
                            : outcome.diagnosis();
            page.keep(diagnosis);
            timeline.end(outcome, diagnosis);
            containers.unregister(outcome.succeeded(), diagnosis);
            return outcome;
        } finally {
            interruption.over();
        }
    }

    /** If the ApplicationMaster before this one has ended the training, there is only the evaluator to wait for. */
    private Optional<Outcome> outcomeOfTheLast() throws IOException {
        Optional<Outcome> left = Outcome.readIfPresent(at.fs(), at.layout());
        if (left.isPresent() && left.get().interrupted()) {
            at.fs().delete(at.layout().outcome(), false);
            return Optional.empty();
        }
        left.ifPresent(
                outcome -> {
                    fleet.dismiss();
                    page.recall();
                });
        return left;
    }

    private YarnContainers.Listener listener() {
        return new YarnContainers.Listener() {
            @Override
            public void workerLost(int rank, String why) {
                run.workerLost(rank, why);
                timeline.workerLost(rank, why);
            }

            @Override
            public void workerAwaited(int rank, int attempt) {
                run.workerAwaited(rank, attempt);
            }

            @Override
            public void notice(String what) {
                page.view().notice(what);
            }

            @Override
            public void masterDropped(String why) {
                interruption.abandon(why);
            }
        };
    }

    private Outcome train() throws IOException {
        interruption.trainingBegins();
        String why = "";
        try {
            Outcome outcome = run.call();
            if (outcome.succeeded() || fleet.abandoned().isEmpty()) {
                return outcome;
            }
        } catch (InterruptedException | IOException | RuntimeException cause) {
            LOG.error("Training was broken off", cause);
            why = "training was broken off by " + cause;
        } finally {
            interruption.trainingEnds();
            fleet.dismiss();
        }
        return brokenOff(why);
    }

    /**
     * The outcome of a training that did not end by itself. What fails while this ApplicationMaster is told to end, fails for that:
     * the interruption of a file that is being written, for instance.
     */
    private Outcome brokenOff(String why) throws IOException {
        Optional<String> abandoned = fleet.abandoned();
        Optional<Outcome> left = Outcome.readIfPresent(at.fs(), at.layout());
        if (left.isPresent() && (left.get().succeeded() || abandoned.isEmpty())) {
            return left.get();
        }
        long finalStep =
                new CheckpointStore(at.fs(), at.layout()).steps().stream().reduce(0L, Math::max);
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        Outcome outcome =
                new Outcome(
                        false,
                        abandoned.isPresent(),
                        finalStep,
                        finalStep,
                        abandoned.orElse(why),
                        "",
                        seconds,
                        0,
                        0,
                        Map.of(),
                        fleet.replacements());
        outcome.write(at.fs(), at.layout());
        return outcome;
    }

    /** Waits for those who end by themselves, stops the others; what the diagnosis must add, or nothing. */
    private String finish(YarnContainers containers, boolean succeeded) {
        try {
            int seconds = at.spec().timeouts().evaluatorSeconds();
            boolean inTime =
                    fleet.awaitNone(
                            placement -> isEvaluatorAtWork(placement, succeeded),
                            TimeUnit.SECONDS.toNanos(seconds));
            fleet.awaitNone(TrainingAttempt::isHeld, inTime ? ORDERLY_END_NANOS : 0);
            Placement evaluator = fleet.placement(Member.EVALUATOR);
            containers.stop();
            fleet.awaitNone(TrainingAttempt::isHeld, STOP_NANOS);
            return evaluation(evaluator, seconds);
        } catch (InterruptedException cause) {
            throw new AssertionError("nobody interrupts this thread once training is over", cause);
        }
    }

    private static boolean isHeld(Placement placement) {
        return placement.state().holdsContainer();
    }

    /** A trained model is worth waiting for another evaluator. */
    private static boolean isEvaluatorAtWork(Placement placement, boolean succeeded) {
        return placement.member().equals(Member.EVALUATOR)
                && (isHeld(placement) || succeeded && placement.state() == ContainerState.ASKED);
    }

    private static String evaluation(Placement evaluator, int seconds) {
        if (evaluator.end().isEmpty()) {
            return "the evaluator had not finished after "
                    + seconds
                    + " s and was stopped; --evaluator-timeout gives it longer: "
                    + evaluator;
        }
        boolean failed = !evaluator.end().get().orderly();
        return failed ? "evaluations are missing: " + evaluator : "";
    }

    private static String join(String diagnosis, String more) {
        return diagnosis.isEmpty() || more.isEmpty() ? diagnosis + more : diagnosis + "; " + more;
    }

    private boolean initialWeightsWritten() {
        try {
            return at.fs().exists(at.layout().checkpoint(0));
        } catch (IOException cause) {
            LOG.warn("Whether checkpoint 0 is there cannot be told: {}", cause.toString());
            return true;
        }
    }
}
