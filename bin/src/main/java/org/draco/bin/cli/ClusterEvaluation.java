package org.draco.bin.cli;

import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.draco.am.client.EvaluationClient;
import org.draco.am.client.EvaluationListener;
import org.draco.am.client.EvaluationReport;
import org.draco.am.client.EvaluationSubmission;
import org.draco.am.client.RunningEvaluation;
import org.draco.am.client.SubmissionRefusedException;
import org.draco.am.client.TrainingState;
import org.draco.layout.EvaluationLayout;
import org.draco.layout.evaluation.BestModel;
import org.draco.layout.evaluation.CheckpointScore;
import org.draco.layout.evaluation.EvaluationOutcome;
import org.draco.layout.evaluation.PassedOver;
import org.draco.layout.evaluation.ScoreList;

/** An evaluation on a cluster, from submission to summary. Ctrl-C kills it. */
final class ClusterEvaluation {

    private final Configuration conf;
    private final EvaluationProgress progress;

    ClusterEvaluation(Configuration conf, EvaluationProgress progress) {
        this.conf = conf;
        this.progress = progress;
    }

    /** Submits, and leaves it to itself. */
    SubmittedJob leave(EvaluationSubmission submission)
            throws IOException, SubmissionRefusedException {
        try (EvaluationClient client = new EvaluationClient(conf);
                RunningEvaluation running = client.submit(submission)) {
            running.detach();
            return new SubmittedJob(running.applicationId(), running.layout().dir().toString());
        }
    }

    /**
     * Submits, follows, sums up.
     *
     * @throws SubmissionRefusedException if the cluster cannot run it
     */
    @SuppressWarnings("try") // the duty at exit is held, not used
    EvaluationSummary run(EvaluationSubmission submission)
            throws IOException, InterruptedException, SubmissionRefusedException {
        try (EvaluationClient client = new EvaluationClient(conf);
                RunningEvaluation running = client.submit(submission);
                AtExit killer = new AtExit(AtExit.KILL_JOB, () -> kill(running))) {
            progress.notice("submitted " + running.applicationId());
            EvaluationReport report = running.follow(listener());
            EvaluationLayout layout = running.layout();
            return new EvaluationSummary(
                    outcome(report),
                    BestModel.readIfPresent(layout.dir().getFileSystem(conf), layout),
                    layout.dir().toString());
        }
    }

    private static EvaluationOutcome outcome(EvaluationReport report) {
        Optional<EvaluationOutcome> left = report.outcome();
        return report.succeeded()
                ? left.orElseThrow()
                : new EvaluationOutcome(
                        false,
                        left.map(EvaluationOutcome::evaluated).orElse(0),
                        left.map(EvaluationOutcome::passedOver).orElse(0),
                        report.failure().orElseThrow(),
                        report.seconds());
    }

    private void kill(RunningEvaluation running) {
        try {
            progress.notice("interrupted: killing " + running.applicationId());
            running.close();
        } catch (IOException e) {
            progress.notice(e.getMessage());
        }
    }

    private EvaluationListener listener() {
        return new EvaluationListener() {
            @Override
            public void state(TrainingState state, String detail) {
                if (state == TrainingState.RUNNING) {
                    progress.notice("the ApplicationMaster runs; evaluators start");
                }
            }

            @Override
            public void page(String url) {
                progress.notice("the evaluation's page: " + url);
            }

            @Override
            public void scored(CheckpointScore score, ScoreList all) {
                progress.scored(score, all);
            }

            @Override
            public void passedOver(PassedOver over) {
                progress.notice("step " + over.step() + " is passed over: " + over.why());
            }
        };
    }
}
