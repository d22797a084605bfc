package org.draco.am.step;

import java.util.ArrayList;
import java.util.List;

/** Keeps what the loop tells. */
final class LoopRecord implements StepListener, CheckpointSink {

    private final List<StepReport> reports = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private final List<ModelState> checkpoints = new ArrayList<>();

    List<StepReport> reports() {
        return reports;
    }

    List<String> notices() {
        return notices;
    }

    List<ModelState> checkpoints() {
        return checkpoints;
    }

    @Override
    public void stepEnded(StepReport report) {
        reports.add(report);
    }

    @Override
    public void notice(String message) {
        notices.add(message);
    }

    @Override
    public void save(ModelState state) {
        checkpoints.add(
                new ModelState(
                        state.step(),
                        state.parameters().clone(),
                        state.trained(),
                        state.memory().clone(),
                        state.exponents().clone(),
                        state.last().clone()));
    }
}
