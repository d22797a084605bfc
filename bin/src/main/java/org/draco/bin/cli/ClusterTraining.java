package org.draco.bin.cli;

import java.io.IOException;
import java.nio.file.Path;
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
import org.draco.layout.job.JobSpec;
import org.draco.layout.job.Outcome;
import org.draco.layout.metrics.EvaluationRow;
import org.draco.layout.metrics.StepRow;

/** A job on a cluster, embedded or not, from submission to summary. Ctrl-C kills the job. */
final class ClusterTraining {

    private final Configuration conf;
    private final ProgressLine progress;

    ClusterTraining(Configuration conf, ProgressLine progress) {
        this.conf = conf;
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
        try (TrainingClient client = new TrainingClient(conf);
                RunningTraining running = client.submit(submission)) {
            Thread killer = new Thread(() -> kill(running), "kill-on-exit");
            Runtime.getRuntime().addShutdownHook(killer);
            try {
                progress.notice("submitted " + running.applicationId());
                TrainingReport report = running.follow(listener());
                return summary(submission.spec(), report, running.layout().dir().toString());
            } finally {
                progress.end();
                Runtime.getRuntime().removeShutdownHook(killer);
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
            public void step(StepRow row) {
                progress.step(row);
            }

            @Override
            public void evaluation(EvaluationRow row) {
                progress.evaluation(row);
            }
        };
    }

    private static RunSummary summary(JobSpec spec, TrainingReport report, String place) {
        Outcome outcome =
                report.succeeded()
                        ? report.outcome().orElseThrow()
                        : failed(
                                report.outcome(),
                                report.failure().orElse("no diagnosis was left"),
                                report.seconds());
        return new RunSummary(outcome, report.lastEvaluation(), place);
    }

    private static Outcome failed(Optional<Outcome> left, String why, double seconds) {
        return new Outcome(
                false,
                left.map(Outcome::finalStep).orElse(0L),
                why,
                "",
                seconds,
                left.map(Outcome::psBytesIn).orElse(0L),
                left.map(Outcome::psBytesOut).orElse(0L),
                left.map(Outcome::suspects).orElse(Map.of()));
    }

    /** The archive that containers run from: built beside this program. */
    static Path archive() {
        return Path.of(System.getProperty("draco.home", "."), "draco-containers.tar.gz");
    }
}
