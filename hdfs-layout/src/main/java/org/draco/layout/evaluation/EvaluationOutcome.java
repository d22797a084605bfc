package org.draco.layout.evaluation;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.draco.layout.EvaluationLayout;
import org.draco.layout.file.SealedJson;

/**
 * How an evaluation ended. A {@link SealedJson} of format {@code draco-evaluation-outcome}, version 1.
 *
 * @param succeeded whether every checkpoint that was wanted and could be read is evaluated
 * @param evaluated how many checkpoints have a score
 * @param passedOver how many were there and could not be read
 * @param diagnosis for people; empty if there is nothing to say
 * @param seconds that the last process that evaluated took for all
 */
public record EvaluationOutcome(
        boolean succeeded, int evaluated, int passedOver, String diagnosis, double seconds) {

    private static final SealedJson JSON = new SealedJson("draco-evaluation-outcome", 1);

    /** The diagnosis must be given. */
    public EvaluationOutcome {
        Objects.requireNonNull(diagnosis, "diagnosis");
    }

    /** Writes it aside and renames it; one that is there is replaced. */
    public void write(FileSystem fs, EvaluationLayout layout) throws IOException {
        JSON.write(fs, layout.outcome(), this);
    }

    /**
     * Reads the outcome; empty while the evaluation is not over.
     *
     * @throws org.draco.layout.DamagedFileException if the file is not what was written
     */
    public static Optional<EvaluationOutcome> readIfPresent(FileSystem fs, EvaluationLayout layout)
            throws IOException {
        return JSON.readIfPresent(fs, layout.outcome(), EvaluationOutcome.class);
    }
}
