package org.draco.am.train;

import java.util.List;
import org.draco.am.step.StepReport;
import org.draco.layout.metrics.StepRow;

/** Who follows a training as it goes; called by the training's thread, so it should not dawdle, and must not fail. */
public interface TrainingWatcher {

    /** A step that was made before this process began: told first, in order. */
    default void stepFound(StepRow row) {}

    /** A step is over, and its row is written. */
    void stepEnded(StepReport report, StepRow row);

    /** The checkpoint of this step is durable. */
    default void checkpointWritten(long step) {}

    /** Something that a person should know although training goes on. */
    default void notice(String message) {}

    /** Tells each of these, in this order. */
    static TrainingWatcher all(List<TrainingWatcher> watchers) {
        return new TrainingWatcher() {
            @Override
            public void stepFound(StepRow row) {
                watchers.forEach(watcher -> watcher.stepFound(row));
            }

            @Override
            public void stepEnded(StepReport report, StepRow row) {
                watchers.forEach(watcher -> watcher.stepEnded(report, row));
            }

            @Override
            public void checkpointWritten(long step) {
                watchers.forEach(watcher -> watcher.checkpointWritten(step));
            }

            @Override
            public void notice(String message) {
                watchers.forEach(watcher -> watcher.notice(message));
            }
        };
    }
}
