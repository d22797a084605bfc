package org.draco.am.train;

import org.draco.am.step.StepReport;
import org.draco.layout.metrics.StepRow;

/** Who follows a training as it goes; called by the training's thread, so it should not dawdle, and must not fail. */
public interface TrainingWatcher {

    /** A step that was made before this process began: told first, in order. */
    default void stepFound(StepRow row) {}

    /** A step is over, and its row is written. */
    void stepEnded(StepReport report, StepRow row);

    /** Something that a person should know although training goes on. */
    default void notice(String message) {}
}
