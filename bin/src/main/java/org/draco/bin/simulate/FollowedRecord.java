package org.draco.bin.simulate;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.draco.am.optimizer.Optimizer;
import org.draco.am.step.CheckpointSink;
import org.draco.am.step.ModelState;
import org.draco.am.step.StepListener;
import org.draco.am.step.StepReport;
import org.draco.am.train.TrainingRecord;
import org.draco.bin.study.GradientStudy;
import org.draco.container.evaluate.Evaluator;
import org.draco.container.evaluate.Progress;
import org.draco.layout.metrics.EvaluationRow;

/** The training's record, whose checkpoints are evaluated as soon as they are written. Used by one thread. */
final class FollowedRecord implements StepListener, CheckpointSink {

    private final TrainingRecord record;
    private final Evaluator evaluator;
    private final Simulation.Watcher watcher;
    private Optional<EvaluationRow> newest = Optional.empty();
    private Optional<StudiedOptimizer> studied = Optional.empty();

    FollowedRecord(TrainingRecord record, Evaluator evaluator, Simulation.Watcher watcher) {
        this.record = record;
        this.evaluator = evaluator;
        this.watcher = watcher;
    }

    @Override
    public void save(ModelState state) throws IOException {
        record.save(state);
        evaluateAll();
    }

    void evaluateAll() throws IOException {
        Progress progress = evaluator.poll();
        while (progress instanceof Progress.Evaluated evaluated) {
            newest = Optional.of(evaluated.row());
            watcher.evaluation(evaluated.row());
            progress = evaluator.poll();
        }
    }

    @Override
    public void stepEnded(StepReport report) {
        record.stepEnded(
                report,
                studied.map(optimizer -> optimizer.take(report.step() - 1)).orElse(Map.of()));
    }

    /** Takes the rows' studies from what this gives. */
    Optimizer study(Optimizer optimizer, StepWitness witness, GradientStudy study) {
        studied = Optional.of(new StudiedOptimizer(optimizer, witness, study));
        return studied.get();
    }

    /** Where rows and checkpoints go. */
    TrainingRecord record() {
        return record;
    }

    /** Of the newest model, if any was evaluated. */
    Optional<EvaluationRow> newest() {
        return newest;
    }

    @Override
    public void notice(String message) {
        watcher.notice(message);
    }
}
