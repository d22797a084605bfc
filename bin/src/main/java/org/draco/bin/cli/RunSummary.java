package org.draco.bin.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.draco.am.train.UntoldLies;
import org.draco.layout.job.JobSpec;
import org.draco.layout.job.Outcome;
import org.draco.layout.metrics.EvaluationRow;

/**
 * What a training run came to.
 *
 * @param resilience what was declared, and so what it can tell of liars
 * @param outcome as the parameter server left it
 * @param evaluation of the newest model, if any was evaluated
 * @param place where the job's files are
 */
record RunSummary(
        JobSpec.Resilience resilience,
        Outcome outcome,
        Optional<EvaluationRow> evaluation,
        String place)
        implements Result {

    /** The object that DESIGN promises for {@code --json}. */
    @Override
    public Map<String, ?> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("final_step", outcome.finalStep());
        fields.put("test_accuracy", evaluation.map(EvaluationRow::accuracy).orElse(null));
        fields.put("model_sha256", outcome.succeeded() ? outcome.modelSha256() : null);
        fields.put("seconds", outcome.seconds());
        fields.put("steps_per_second", outcome.stepsPerSecond());
        fields.put("ps_bytes_in", outcome.psBytesIn());
        fields.put("ps_bytes_out", outcome.psBytesOut());
        fields.put("suspects", outcome.suspects());
        fields.put("replacements", outcome.replacements());
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
        Outcome o = outcome;
        if (!o.succeeded()) {
            out.println("Training failed: " + o.diagnosis());
        } else {
            out.printf(
                    Locale.ROOT,
                    "Trained %d steps%s in %.1f s (%.2f s a step).%n",
                    o.finalStep() - o.fromStep(),
                    o.fromStep() > 0 ? ", from " + o.fromStep() + " to " + o.finalStep() + "," : "",
                    o.seconds(),
                    o.stepsPerSecond() > 0 ? 1 / o.stepsPerSecond() : 0);
            if (!o.diagnosis().isEmpty()) {
                out.println(o.diagnosis());
            }
            out.println("Model: sha256 " + o.modelSha256());
        }
        evaluation.ifPresent(
                row ->
                        out.printf(
                                Locale.ROOT,
                                "Test accuracy after step %d: %.2f %% of %d samples (loss %.4f).%n",
                                row.step(),
                                100 * row.accuracy(),
                                row.samples(),
                                row.loss()));
        long steps = o.finalStep() - o.fromStep();
        if (o.psBytesIn() > 0 && steps > 0) {
            out.printf(
                    Locale.ROOT,
                    "Parameter server: %.2f MB in and %.2f MB out per step.%n",
                    o.psBytesIn() / 1e6 / steps,
                    o.psBytesOut() / 1e6 / steps);
        }
        if (o.succeeded() || !o.suspects().isEmpty()) {
            out.println(suspects(o.suspects(), UntoldLies.reason(resilience)));
        }
        if (o.replacements() > 0) {
            out.println("Containers replaced: " + o.replacements() + ".");
        }
        out.println("Files: " + place);
    }

    private static String suspects(Map<Integer, Long> caught, Optional<String> untold) {
        if (caught.isEmpty()) {
            return untold.map(why -> "Who lied, if anybody, is not known: " + why + ".")
                    .orElse("Nobody was caught lying.");
        }
        long lies = caught.values().stream().mapToLong(Long::longValue).sum();
        StringBuilder text = new StringBuilder("Caught " + lies + (lies == 1 ? " lie:" : " lies:"));
        caught.forEach(
                (worker, times) ->
                        text.append(" worker ")
                                .append(worker)
                                .append(" x")
                                .append(times)
                                .append(','));
        text.deleteCharAt(text.length() - 1).append('.');
        untold.ifPresent(
                why -> text.append(" Who else lied is not known: ").append(why).append('.'));
        return text.toString();
    }
}
