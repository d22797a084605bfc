package org.draco.bin.reproduce;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.draco.bin.report.RecordedRun;
import org.draco.layout.job.Outcome;

/**
 * A run of a study, and what came of it. Immutable.
 *
 * @param run what was to be run
 * @param state how it ended, or why it has not
 * @param why in words; empty if there is nothing to say
 * @param recorded its rows, if it was run
 * @param measures of these
 */
record ResultRow(
        PlannedRun run,
        State state,
        String why,
        Optional<RecordedRun> recorded,
        Optional<Measures> measures) {

    /** How a run ended. */
    enum State {
        /** All steps were made. */
        FINISHED,
        /** The training failed, e.g. diverged. */
        FAILED,
        /** Such a job cannot be. */
        REFUSED,
        /** Its data set is not there. */
        SKIPPED,
        /** It could not be run, for reasons that are not its own; the next command tries again. */
        ERROR,
        /** It was not run yet. */
        MISSING;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * Reads what came of a run.
     *
     * @param errors of this command's runs, by the names of their jobs
     */
    static ResultRow of(PlannedRun run, Study study, RunStore store, Map<String, String> errors)
            throws IOException {
        if (run.job().isEmpty()) {
            return without(run, run.skipped() ? State.SKIPPED : State.REFUSED, run.why());
        }
        String error = errors.get(run.job().get().job());
        if (error != null) {
            return without(run, State.ERROR, error);
        }
        Optional<RecordedRun> recorded = store.read(run.label(), run.job().get());
        if (recorded.isEmpty()) {
            return without(run, State.MISSING, "");
        }
        Outcome outcome = recorded.get().outcome().orElseThrow();
        return new ResultRow(
                run,
                outcome.succeeded() ? State.FINISHED : State.FAILED,
                outcome.diagnosis(),
                recorded,
                recorded.map(rows -> Measures.of(rows, study.target())));
    }

    private static ResultRow without(PlannedRun run, State state, String why) {
        return new ResultRow(run, state, why, Optional.empty(), Optional.empty());
    }

    Configuration configuration() {
        return run.configuration();
    }

    /** The best accuracy, 0 to 1; NaN if there is none. */
    double bestAccuracy() {
        return measures.flatMap(Measures::best).map(row -> row.accuracy()).orElse(Double.NaN);
    }
}
