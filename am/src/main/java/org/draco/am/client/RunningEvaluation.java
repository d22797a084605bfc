package org.draco.am.client;

import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.FileSystem;
import org.draco.am.yarn.MasterKeytab;
import org.draco.layout.EvaluationLayout;
import org.draco.layout.evaluation.EvaluationOutcome;
import org.draco.layout.evaluation.PassedOver;
import org.draco.layout.evaluation.ScoreList;
import org.draco.layout.file.PatientStorage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An evaluation that was submitted. Follow it from one thread; {@link #close} may come from any, so that a Ctrl-C can end it. Not over
 * when it is closed? Killed. To let it live on: {@link #detach}.
 */
public final class RunningEvaluation implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunningEvaluation.class);

    private final RunningApplication running;
    private final FileSystem fs;
    private final EvaluationLayout layout;
    private final PatientStorage storage;
    private final ScoreList scores;
    private final Set<PassedOver> told = new HashSet<>();

    RunningEvaluation(
            RunningApplication running,
            FileSystem fs,
            EvaluationLayout layout,
            int storageSeconds) {
        this.running = running;
        this.fs = fs;
        this.layout = layout;
        this.storage = PatientStorage.ofSeconds(storageSeconds, LOG::warn);
        this.scores = new ScoreList(fs, layout, storage);
    }

    /** As {@code yarn application -status} wants it. */
    public String applicationId() {
        return running.id();
    }

    /** The evaluation's directory. */
    public EvaluationLayout layout() {
        return layout;
    }

    /**
     * Follows the evaluation to its end. One whose ApplicationMaster gets no room within the allocation timeout is killed.
     *
     * @throws IOException if the ResourceManager can no longer be asked, or the evaluation's directory not be read
     */
    public EvaluationReport follow(EvaluationListener listener)
            throws IOException, InterruptedException {
        RunningApplication.End end = running.follow(listener, () -> look(listener));
        // An ApplicationMaster that was killed has left them.
        MasterKeytab.forget(fs, layout);
        Optional<EvaluationOutcome> outcome =
                storage.read("the outcome", () -> EvaluationOutcome.readIfPresent(fs, layout));
        return new EvaluationReport(
                running.id(),
                end.status().trackingUrl(),
                end.status().state(),
                end.diagnostics(),
                outcome,
                end.seconds());
    }

    private void look(EvaluationListener listener) throws IOException {
        scores.refresh().forEach(score -> listener.scored(score, scores));
        scores.passedOver().stream().filter(told::add).forEach(listener::passedOver);
    }

    /** From now on {@link #close} lets it live on. */
    public void detach() {
        running.detach();
    }

    /**
     * Kills it unless it is known to be over or was detached, and waits until YARN has.
     *
     * @throws IOException if it could not be killed; the message names the application
     */
    @Override
    public void close() throws IOException {
        running.close();
    }
}
