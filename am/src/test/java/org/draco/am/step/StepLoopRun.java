package org.draco.am.step;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run of the real step loop over made-up workers left behind.
 *
 * @param result how it ended, if it went to its end
 * @param failure the diagnosis, if it did not
 * @param reports a report for each step, in the order in which they were told
 * @param notices what was told beside them
 * @param checkpoints what was saved; the arrays are copies
 * @param broadcasts how often the parameters of each step were sent
 * @param requests each request as {@code step/worker}, or {@code step/worker computes task}
 */
public record StepLoopRun(
        Optional<TrainingResult> result,
        Optional<String> failure,
        List<StepReport> reports,
        List<String> notices,
        List<ModelState> checkpoints,
        Map<Long, Integer> broadcasts,
        List<String> requests) {}
