package org.draco.bin.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.draco.bin.evaluate.LocalEvaluation;
import org.draco.layout.evaluation.CheckpointScore;
import org.draco.layout.evaluation.ScoreList;

/** Shows how an evaluation goes, a line for each checkpoint. Not thread-safe. */
final class EvaluationProgress implements LocalEvaluation.Watcher {

    private final PrintWriter out;

    /** @param out where to */
    EvaluationProgress(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void scored(CheckpointScore score, ScoreList all) {
        CheckpointScore best = all.best().orElse(score);
        out.printf(
                Locale.ROOT,
                "step %d  loss %.4f  top-1 %.2f %%  top-5 %.2f %%  %.1f s  (%d evaluated, best step %d)%n",
                score.step(),
                score.loss(),
                100 * score.top1(),
                100 * score.top5(),
                score.seconds(),
                all.all().size(),
                best.step());
        out.flush();
    }

    @Override
    public void notice(String message) {
        out.println(message);
        out.flush();
    }
}
