package org.draco.layout.evaluation;

import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.draco.layout.EvaluationLayout;
import org.draco.layout.file.SealedJson;

/**
 * Which step {@code best.zip} is of: {@code best.json}, a {@link SealedJson} of format {@code draco-best}, version 1.
 *
 * @param step of the checkpoint
 * @param loss mean over the samples, as text since it may be {@code NaN}
 * @param top1 share of the samples whose own class was the most probable
 * @param top5 share of those whose own class was among the five most probable
 * @param samples how many there were
 */
public record BestModel(long step, String loss, double top1, double top5, int samples) {

    private static final SealedJson JSON = new SealedJson("draco-best", 1);

    /** The figures of a checkpoint. */
    static BestModel of(CheckpointScore score) {
        return new BestModel(
                score.step(),
                Double.toString(score.loss()),
                score.top1(),
                score.top5(),
                score.samples());
    }

    void write(FileSystem fs, EvaluationLayout layout) throws IOException {
        JSON.write(fs, layout.bestFigures(), this);
    }

    /** Reads it; empty while there is none. */
    public static Optional<BestModel> readIfPresent(FileSystem fs, EvaluationLayout layout)
            throws IOException {
        return JSON.readIfPresent(fs, layout.bestFigures(), BestModel.class);
    }
}
