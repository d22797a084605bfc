package org.draco.am.yarn;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.yarn.api.records.ContainerLaunchContext;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.draco.am.evaluate.ExpectedCheckpoints;
import org.draco.am.web.EvaluationPage;
import org.draco.am.web.JobServer;
import org.draco.layout.DatasetLayout;
import org.draco.layout.EvaluationLayout;
import org.draco.layout.dataset.DatasetManifest;
import org.draco.layout.evaluation.EvaluationOutcome;
import org.draco.layout.evaluation.EvaluationRecord;
import org.draco.layout.evaluation.EvaluationSpec;
import org.draco.layout.evaluation.PassedOver;
import org.draco.layout.file.PatientStorage;
import org.draco.layout.job.JobSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt at an evaluation, from the ApplicationMaster's registration to its end: the evaluators are in containers and meet it in the
 * evaluation's directory; it puts what they find in order, has those replaced that die, and ends when they have. An attempt that is not
 * the first takes over the evaluators that run, and goes on after what is there.
 *
 * {@link #run} is called once.
 */
final class EvaluationAttempt {

    /**
     * The evaluation, and where this ApplicationMaster finds itself.
     *
     * @param job whose checkpoints are evaluated
     * @param tokens for the file systems, those of the moment, for the evaluators
     */
    record Surroundings(
            Configuration conf,
            FileSystem fs,
            EvaluationLayout layout,
            EvaluationSpec spec,
            JobSpec job,
            MasterEnvironment environment,
            ContainerLaunch launch,
            Supplier<Credentials> tokens) {}

    private static final Logger LOG = LoggerFactory.getLogger(EvaluationAttempt.class);

    /** Files tell nobody that they are there, so this has to look. */
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** There is no port to come to but that of the page. */
    private static final int NO_PORT = -1;

    private final Surroundings at;
    private final FleetPlan plan;
    private final ContainerFleet fleet;
    private final EvaluationPage page;
    private final PatientStorage storage;
    private final ExpectedCheckpoints expected;
    private final long startNanos = System.nanoTime();
    private volatile double progress;

    EvaluationAttempt(Surroundings at) {
        this.at = at;
        this.plan = FleetPlan.of(at.spec());
        this.fleet =
                new ContainerFleet(
                        plan,
                        MemberAttempt.first(at.environment().attempt()),
                        () -> true,
                        System::nanoTime);
        this.page = new EvaluationPage(at.spec());
        this.storage = PatientStorage.ofSeconds(at.spec().timeouts().storageSeconds(), LOG::warn);
        this.expected = new ExpectedCheckpoints(at.conf(), at.spec(), at.job(), storage);
    }

    /** Evaluates to the end, whatever that is; the outcome is on HDFS when this returns. */
    EvaluationOutcome run() throws IOException, YarnException, InterruptedException {
        Optional<JobServer> server =
                PageGate.serve(
                        at.conf(),
                        at.environment(),
                        at.spec().containers().acls(),
                        page.endpoints());
        try (YarnContainers containers =
                new YarnContainers(
                        at.conf(), plan, fleet, this::launch, listener(), () -> progress)) {
            EvaluationRecord record = record();
            containers.register(
                    at.environment().host(), NO_PORT, PageGate.url(at.environment(), server));
            EvaluationOutcome outcome = follow(record);
            containers.stop();
            containers.unregister(outcome.succeeded(), outcome.diagnosis());
            return outcome;
        } finally {
            server.ifPresent(JobServer::close);
        }
    }

    private EvaluationRecord record() throws IOException {
        DatasetLayout set = new DatasetLayout(new Path(at.spec().subject().datasetUri()));
        DatasetManifest manifest =
                storage.read(
                        "the data set's manifest",
                        () -> DatasetManifest.read(set.dir().getFileSystem(at.conf()), set));
        return new EvaluationRecord(at.fs(), at.layout(), manifest.labels(), storage);
    }

    private EvaluationOutcome follow(EvaluationRecord record)
            throws IOException, InterruptedException {
        boolean running = true;
        while (running) {
            running = !fleet.awaitNone(placement -> !isOver(placement), LOOK_NANOS);
            if (fleet.abandoned().isPresent()) {
                // No end: another ApplicationMaster may go on.
                throw new IOException(fleet.abandoned().get());
            }
            look(record);
            Optional<String> why = fleet.hopeless().or(this::evaluatorLost);
            if (why.isPresent()) {
                return record.fail(why.get(), seconds());
            }
        }
        boolean idle =
                at.spec().course().lastStep() == EvaluationSpec.Course.UNTIL_OVER
                        && !expected.trainingIsOver();
        return record.finish(idle, seconds());
    }

    private Optional<String> evaluatorLost() {
        return fleet.placements().stream()
                .filter(EvaluationAttempt::isOver)
                .filter(placement -> !placement.end().orElseThrow().orderly())
                .map(
                        placement ->
                                "an evaluator has failed and gets no other container: " + placement)
                .findFirst();
    }

    /** A member that gets another container is asked for in the moment in which it loses the one that it had. */
    private static boolean isOver(Placement placement) {
        return placement.state() == ContainerState.ENDED;
    }

    private void look(EvaluationRecord record) throws IOException {
        record.refresh()
                .forEach(
                        score ->
                                LOG.info(
                                        "step {}: loss {}, top-1 {}, top-5 {} of {} samples, {} s",
                                        score.step(),
                                        score.loss(),
                                        score.top1(),
                                        score.top5(),
                                        score.samples(),
                                        score.seconds()));
        List<PassedOver> passedOver = record.scores().passedOver();
        int done = record.scores().all().size() + passedOver.size();
        int all = Math.max(done, expected.count());
        page.show(record.scores(), passedOver, all);
        progress = all == 0 ? 0 : (double) done / all;
    }

    private double seconds() {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    private ContainerLaunchContext launch(MemberAttempt who) throws IOException {
        return at.launch()
                .context(
                        Role.EVALUATOR,
                        List.of(
                                "--evaluation-dir",
                                at.layout().dir().toString(),
                                "--evaluator",
                                Integer.toString(who.member().rank())),
                        new Credentials(at.tokens().get()));
    }

    private YarnContainers.Listener listener() {
        return new YarnContainers.Listener() {
            @Override
            public void workerLost(int rank, String why) {
                throw new AssertionError("an evaluation has no workers");
            }

            @Override
            public void workerAwaited(int rank, int attempt) {
                throw new AssertionError("an evaluation has no workers");
            }

            @Override
            public void notice(String what) {
                LOG.debug("{}", what);
            }

            @Override
            public void masterDropped(String why) {
                fleet.abandon(why);
            }
        };
    }
}
