package org.draco.bin.study;

import com.fasterxml.jackson.core.io.NumberOutput;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.draco.codec.Arguments;
import org.draco.layout.JobLayout;
import org.draco.layout.job.JobSpec;
import org.draco.layout.job.LocalTraining;
import org.draco.layout.job.Optimization;
import org.draco.layout.metrics.CsvTail;
import org.draco.layout.metrics.EvaluationRow;
import org.draco.layout.metrics.StepRow;
import org.draco.layout.metrics.StudyColumn;

/**
 * A run's metrics in the files of Distributed Momentum's code, so that its tools can read and plot them:
 *
 * <pre>
 *   study        # Step number, Training point count, ...    tab-separated, a line a step, no line feed after the last
 *   eval         # Step number, Cross-accuracy
 *   config       the configuration for people
 *   config.json  the configuration for programs, under that code's names
 * </pre>
 *
 * <p>They are made from the run's own files when it ends, so those of a resumed run are whole.
 */
public final class ResultDirectory {

    private ResultDirectory() {}

    /**
     * Writes all four; what is there of the same names is replaced.
     *
     * @param fs where the run's directory is
     * @param job its layout
     * @param spec the job, with full metrics
     * @param directory on this machine; made if it is missing
     */
    public static void write(FileSystem fs, JobLayout job, JobSpec spec, Path directory)
            throws IOException {
        Files.createDirectories(directory);
        List<StepRow> steps =
                new CsvTail<>(fs, job.stepsCsv(), StepRow.header(true), StepRow::parse).poll();
        List<EvaluationRow> evaluations =
                new CsvTail<>(fs, job.evaluationCsv(), EvaluationRow.header(), EvaluationRow::parse)
                        .poll();
        text(directory.resolve("study"), study(steps));
        text(directory.resolve("eval"), evaluation(evaluations));
        text(directory.resolve("config"), new ConfigurationTree(spec).text());
        text(
                directory.resolve("config.json"),
                new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(json(spec)));
    }

    private static void text(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }

    private static String study(List<StepRow> steps) {
        List<String> titles = new ArrayList<>(List.of("Step number"));
        for (StudyColumn column : StudyColumn.values()) {
            titles.add(column.title());
        }
        StringBuilder study = new StringBuilder("# ").append(String.join("\t", titles));
        for (StepRow row : steps) {
            study.append('\n').append(row.step() - 1);
            row.study().forEach((column, value) -> study.append('\t').append(shown(column, value)));
        }
        return study.toString();
    }

    /** As Python shows it: nine digits of what was computed, all digits of a ratio. */
    private static String shown(StudyColumn column, double value) {
        if (column == StudyColumn.TRAINING_POINT_COUNT) {
            return Long.toString((long) value);
        }
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        return column == StudyColumn.ATTACK_ACCEPTANCE_RATIO
                ? NumberOutput.toString(value, true)
                : String.format(Locale.ROOT, "%.8e", value);
    }

    private static String evaluation(List<EvaluationRow> evaluations) {
        StringBuilder text = new StringBuilder("# Step number\tCross-accuracy");
        for (EvaluationRow row : evaluations) {
            text.append('\n').append(row.step()).append('\t');
            text.append(NumberOutput.toString(row.accuracy(), true));
        }
        return text.toString();
    }

    private static ObjectNode json(JobSpec spec) {
        ObjectNode json = new ObjectMapper().createObjectNode();
        JobSpec.Resilience resilience = spec.resilience();
        JobSpec.Training training = spec.training();
        json.put("seed", training.seed());
        json.put("nb_steps", training.maxSteps());
        json.put("nb_workers", resilience.workers());
        json.put("nb_honests", resilience.workers() - spec.experiment().workerFail());
        json.put("nb_decl_byz", resilience.declaredByz());
        json.put("nb_real_byz", spec.experiment().workerFail());
        json.put("nb_for_study", spec.metrics().studyBatches());
        json.put("nb_for_study_past", spec.metrics().studyPast());
        json.put("approach", resilience.approach());
        json.put("gar", resilience.mode());
        arguments(json.putObject("gar_args"), resilience.modeArgs());
        json.put("attack", spec.experiment().errMode());
        arguments(json.putObject("attack_args"), spec.experiment().errArgs());
        json.put("model", spec.network());
        json.putObject("model_args");
        json.put("dataset", spec.data().dataset());
        json.put("batch_size", training.batchSize());
        json.put("batch_size_test", training.evalBatchSize());
        json.put("no_transform", spec.data().augment().equals(JobSpec.Data.NONE));
        json.put("evaluation_delta", training.evalFreq());
        json.put("checkpoint_delta", training.evalFreq());
        local(json, training.local());
        optimization(json, training.optimization());
        return json;
    }

    private static void local(ObjectNode json, LocalTraining local) {
        json.put("nb_local_steps", local.steps());
        json.put("l1_regularize", local.l1() == 0 ? null : local.l1());
        json.put("l2_regularize", local.l2() == 0 ? null : local.l2());
        json.put("gradient_clip", local.gradientClip() == 0 ? null : local.gradientClip());
    }

    /** The three schedules that the code knows, in its words; of a cosine the first rate. */
    private static void optimization(ObjectNode json, Optimization optimization) {
        json.put("optimizer", optimization.optimizer());
        json.put("learning_rate", optimization.learningRate());
        Map<String, String> schedule = Arguments.parse(optimization.scheduleArgs());
        boolean hyperbolic = optimization.schedule().equals("hyperbolic");
        json.put("learning_rate_decay", hyperbolic ? Integer.parseInt(schedule.get("half")) : 0);
        json.put(
                "learning_rate_decay_delta",
                hyperbolic ? Integer.parseInt(schedule.getOrDefault("delta", "1")) : 1);
        StringBuilder steps = new StringBuilder().append(optimization.learningRate());
        schedule.forEach((step, rate) -> steps.append(',').append(step).append(',').append(rate));
        json.put(
                "learning_rate_schedule",
                optimization.schedule().equals("steps") ? steps.toString() : null);
        json.put("momentum", optimization.momentum().share());
        json.put("momentum_at", optimization.momentum().at());
        json.put("momentum_nesterov", optimization.momentum().nesterov());
        json.put("dampening", optimization.momentum().dampening());
        json.put("weight_decay", optimization.weightDecay());
    }

    private static void arguments(ObjectNode json, String arguments) {
        Arguments.parse(arguments).forEach(json::put);
    }
}
