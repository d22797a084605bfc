package org.draco.bin.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.draco.am.client.JobSubmission;
import org.draco.am.client.RunningTraining;
import org.draco.am.client.SubmissionRefusedException;
import org.draco.am.client.TrainingClient;
import org.draco.am.client.TrainingListener;
import org.draco.am.client.TrainingReport;
import org.draco.am.client.TrainingState;
import org.draco.codec.attack.Attacks;
import org.draco.container.worker.JobSamples;
import org.draco.layout.JobLayout;
import org.draco.layout.job.JobSpec;
import org.draco.layout.job.Optimization;
import org.draco.layout.job.Outcome;
import org.draco.layout.job.PartitionRecord;
import org.draco.layout.metrics.EvaluationRow;
import org.draco.layout.metrics.StepRow;

/** A job on a cluster, embedded or not, from submission to summary. Ctrl-C kills the job. */
final class ClusterTraining {

    private final Configuration conf;
    private final Optional<Path> logs;
    private final ProgressLine progress;

    /** @param logs where the containers' logs will be; empty for where YARN puts them */
    ClusterTraining(Configuration conf, Optional<Path> logs, ProgressLine progress) {
        this.conf = conf;
        this.logs = logs;
        this.progress = progress;
    }

    /**
     * Submits, follows, sums up.
     *
     * @param submission free of faults
     * @throws SubmissionRefusedException if the cluster cannot run it
     */
    RunSummary run(JobSubmission submission)
            throws IOException, InterruptedException, SubmissionRefusedException {
        return follow(submission, TrainingClient::submit);
    }

    /** As {@link #run}, of a job that has its directory already. */
    RunSummary resume(JobSubmission submission)
            throws IOException, InterruptedException, SubmissionRefusedException {
        return follow(submission, TrainingClient::resume);
    }

    /** Submits, and leaves the job to itself. */
    SubmittedJob leave(JobSubmission submission) throws IOException, SubmissionRefusedException {
        return leave(submission, TrainingClient::submit);
    }

    /** As {@link #leave}, of a job that has its directory already. */
    SubmittedJob leaveResumed(JobSubmission submission)
            throws IOException, SubmissionRefusedException {
        return leave(submission, TrainingClient::resume);
    }

    private SubmittedJob leave(JobSubmission submission, Start start)
            throws IOException, SubmissionRefusedException {
        try (TrainingClient client = new TrainingClient(conf);
                RunningTraining running = start.of(client, submission)) {
            record(submission.spec(), running.layout());
            running.detach();
            return new SubmittedJob(running.applicationId(), running.layout().dir().toString());
        }
    }

    private interface Start {
        RunningTraining of(TrainingClient client, JobSubmission submission)
                throws IOException, SubmissionRefusedException;
    }

    @SuppressWarnings("try") // the duty at exit is held, not used
    private RunSummary follow(JobSubmission submission, Start start)
            throws IOException, InterruptedException, SubmissionRefusedException {
        try (TrainingClient client = new TrainingClient(conf);
                RunningTraining running = start.of(client, submission);
                AtExit killer = new AtExit(AtExit.KILL_JOB, () -> kill(running))) {
            progress.notice("submitted " + running.applicationId());
            record(submission.spec(), running.layout());
            TrainingReport report = running.follow(listener());
            return summary(submission.spec(), report, running.layout().dir().toString());
        } finally {
            progress.end();
        }
    }

    /** The client knows the samples; the parameter server, which keeps the other records, does not. */
    private void record(JobSpec spec, JobLayout job) throws IOException {
        try (TemporaryDirectory cache = new TemporaryDirectory("draco-partition-")) {
            Optional<PartitionRecord> partition = JobSamples.partition(spec, conf, cache.path());
            if (partition.isPresent()) {
                partition.get().write(job.dir().getFileSystem(conf), job);
            }
        }
    }

    private void kill(RunningTraining running) {
        try {
            progress.notice("interrupted: killing " + running.applicationId());
            running.close();
        } catch (IOException e) {
            progress.notice(e.getMessage());
        }
    }

    private TrainingListener listener() {
        return new TrainingListener() {
            @Override
            public void state(TrainingState state, String detail) {
                if (state == TrainingState.RUNNING) {
                    progress.notice("the ApplicationMaster runs; containers start");
                }
            }

            @Override
            public void page(String url) {
                progress.notice("the job's page: " + url);
            }

            @Override
            public void step(StepRow row) {
                progress.step(row);
            }

            @Override
            public void evaluation(EvaluationRow row) {
                progress.evaluation(row);
            }
        };
    }

    private RunSummary summary(JobSpec spec, TrainingReport report, String place) {
        Outcome outcome =
                report.succeeded()
                        ? report.outcome().orElseThrow()
                        : failed(report.outcome(), failure(report, place), report.seconds());
        return new RunSummary(spec.resilience(), outcome, report.lastEvaluation(), place);
    }

    /** An embedded cluster is gone, and the job's data set with it; on another, what the job has left can be gone on with. */
    private String failure(TrainingReport report, String place) {
        return logs.map(Path::toString)
                .flatMap(report::failure)
                .orElseGet(
                        () ->
                                report.failure().orElseThrow()
                                        + "\nto go on from its last checkpoint: draco train --resume "
                                        + place);
    }

    private static Outcome failed(Optional<Outcome> left, String why, double seconds) {
        return new Outcome(
                false,
                left.map(Outcome::interrupted).orElse(false),
                left.map(Outcome::fromStep).orElse(0L),
                left.map(Outcome::finalStep).orElse(0L),
                why,
                "",
                seconds,
                left.map(Outcome::psBytesIn).orElse(0L),
                left.map(Outcome::psBytesOut).orElse(0L),
                left.map(Outcome::suspects).orElse(Map.of()),
                left.map(Outcome::replacements).orElse(0));
    }

    /** What {@code simulate} can and a cluster cannot; empty if this job asks for nothing of it. */
    static List<String> faults(JobSpec spec) {
        List<String> faults = new ArrayList<>();
        if (spec.metrics().isFull()) {
            faults.add(
                    "metrics: full needs everybody's gradients in one process: expected basic, found full; use draco simulate");
        }
        String place = spec.training().optimization().momentum().at();
        JobSpec.Experiment experiment = spec.experiment();
        if (place.equals(Optimization.Momentum.SERVER)
                && experiment.workerFail() > 0
                && !experiment.errMode().equals(Attacks.honest().name())) {
            faults.add(
                    "momentum-at: workers that are made to lie would have to know the parameter server's velocity: expected"
                            + " update or worker with --worker-fail, found server; use draco simulate");
        }
        return faults;
    }

    /** The archive that containers run from: built beside this program. */
    static Path archive() {
        return Path.of(System.getProperty("draco.home", "."), "draco-containers.tar.gz");
    }
}
