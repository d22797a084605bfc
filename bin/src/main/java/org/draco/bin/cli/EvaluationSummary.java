package org.draco.bin.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.draco.layout.evaluation.BestModel;
import org.draco.layout.evaluation.EvaluationOutcome;

/**
 * What an evaluation came to.
 *
 * @param outcome as it stands in the evaluation's directory
 * @param best the best model, if there is any
 * @param place where the evaluation's files are
 */
record EvaluationSummary(EvaluationOutcome outcome, Optional<BestModel> best, String place)
        implements Result {

    @Override
    public Map<String, ?> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("evaluated", outcome.evaluated());
        fields.put("passed_over", outcome.passedOver());
        fields.put("best_step", best.map(BestModel::step).orElse(null));
        fields.put("best_top1", best.map(BestModel::top1).orElse(null));
        fields.put("best_top5", best.map(BestModel::top5).orElse(null));
        fields.put(
                "best_loss",
                best.map(model -> Double.parseDouble(model.loss()))
                        .filter(Double::isFinite)
                        .orElse(null));
        fields.put("samples", best.map(BestModel::samples).orElse(null));
        fields.put("seconds", outcome.seconds());
        fields.put("succeeded", outcome.succeeded());
        fields.put("diagnosis", outcome.diagnosis());
        fields.put("place", place);
        return fields;
    }

    @Override
    public boolean succeeded() {
        return outcome.succeeded();
    }

    @Override
    public void print(PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%s %d checkpoint%s in %.1f s.%n",
                outcome.succeeded() ? "Evaluated" : "The evaluation failed:",
                outcome.evaluated(),
                outcome.evaluated() == 1 ? "" : "s",
                outcome.seconds());
        if (!outcome.diagnosis().isEmpty()) {
            out.println(outcome.diagnosis());
        }
        best.ifPresent(
                model ->
                        out.printf(
                                Locale.ROOT,
                                "Best: step %d, top-1 %.2f %%, top-5 %.2f %%, loss %s, of %d samples.%n",
                                model.step(),
                                100 * model.top1(),
                                100 * model.top5(),
                                model.loss(),
                                model.samples()));
        out.println("Files: " + place);
    }
}
