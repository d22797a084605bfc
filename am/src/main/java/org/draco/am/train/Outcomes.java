package org.draco.am.train;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.draco.am.step.TrainingResult;
import org.draco.am.step.WorkerLink;
import org.draco.layout.checkpoint.Checkpoint;
import org.draco.layout.job.JobSpec;
import org.draco.layout.job.Outcome;

/** How the end of a training becomes the job's outcome, in the ApplicationMaster and in {@code simulate} alike. */
public final class Outcomes {

    private Outcomes() {}

    /**
     * A training that went to its last step; the diagnosis says what a person must know of the model.
     *
     * @param record who was caught, also before it was interrupted
     * @param replacements containers that were replaced
     */
    public static Outcome trained(
            JobSpec spec,
            TrainingResult result,
            TrainingRecord record,
            WorkerLink link,
            int replacements) {
        List<String> warnings =
                Stream.concat(
                                JobAdmission.warning(spec).stream(),
                                result.divergedAtStep().stream()
                                        .mapToObj(
                                                step ->
                                                        "the model diverged at step "
                                                                + step
                                                                + " and is not finite"))
                        .toList();
        return new Outcome(
                true,
                false,
                record.fromStep(),
                result.state().step(),
                warnings.isEmpty()
                        ? ""
                        : warnings.stream().collect(Collectors.joining("; ", "warning: ", "")),
                Checkpoint.modelSha256(result.state().parameters()),
                result.stepsNanos() / 1e9,
                link.bytesIn(),
                link.bytesOut(),
                record.suspects(),
                replacements);
    }

    /**
     * A training that could not go on.
     *
     * @param record what it has left: its newest checkpoint, who was caught
     * @param why for the person who started it
     * @param seconds wall time until then
     * @param replacements containers that were replaced
     */
    public static Outcome failed(
            TrainingRecord record, String why, double seconds, WorkerLink link, int replacements) {
        return new Outcome(
                false,
                false,
                record.fromStep(),
                record.lastDurableStep(),
                why,
                "",
                seconds,
                link.bytesIn(),
                link.bytesOut(),
                record.suspects(),
                replacements);
    }
}
