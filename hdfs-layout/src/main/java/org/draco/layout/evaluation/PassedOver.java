package org.draco.layout.evaluation;

import java.io.IOException;
import java.util.Objects;
import org.apache.hadoop.fs.FileSystem;
import org.draco.layout.EvaluationLayout;
import org.draco.layout.file.SealedJson;

/**
 * A checkpoint that was there and could not be evaluated. A {@link SealedJson} of format {@code draco-passed-over}, version 1.
 *
 * @param step of the checkpoint
 * @param why for people
 */
public record PassedOver(long step, String why) {

    private static final SealedJson JSON = new SealedJson("draco-passed-over", 1);

    /** The reason must be given. */
    public PassedOver {
        Objects.requireNonNull(why, "why");
    }

    /** Writes it aside and renames it; one that is there is replaced. */
    public void write(FileSystem fs, EvaluationLayout layout) throws IOException {
        JSON.write(fs, layout.passedOver(step), this);
    }

    /**
     * Reads why a step was passed over.
     *
     * @throws java.io.FileNotFoundException if it was not
     */
    public static PassedOver read(FileSystem fs, EvaluationLayout layout, long step)
            throws IOException {
        return JSON.read(fs, layout.passedOver(step), PassedOver.class);
    }
}
