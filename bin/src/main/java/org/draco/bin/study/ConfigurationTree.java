package org.draco.bin.study;

import java.util.LinkedHashMap;
import java.util.Map;
import org.draco.codec.Arguments;
import org.draco.layout.job.JobSpec;
import org.draco.layout.job.LocalTraining;
import org.draco.layout.job.Optimization;

/** A job as the tree of labels and values that Distributed Momentum's code writes into its file {@code config}. */
final class ConfigurationTree {

    private final JobSpec spec;

    ConfigurationTree(JobSpec spec) {
        this.spec = spec;
    }

    /** The file's text. */
    String text() {
        StringBuilder text = new StringBuilder("Configuration");
        append(tree(), 0, text);
        return text.append('\n').toString();
    }

    private Map<String, Object> tree() {
        JobSpec.Resilience resilience = spec.resilience();
        JobSpec.Training training = spec.training();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("Reproducibility", "enforced (seed " + training.seed() + ")");
        tree.put("#workers", resilience.workers());
        int steps = training.local().steps();
        tree.put("#local steps", steps == 1 ? "1 (standard)" : steps);
        tree.put("#declared Byz.", resilience.declaredByz());
        tree.put("#actually Byz.", spec.experiment().workerFail());
        tree.put("#study per step", spec.metrics().studyBatches());
        tree.put("#study for past", spec.metrics().studyPast());
        tree.put("Model", named(spec.network(), ""));
        tree.put("Dataset", dataset());
        tree.put("Loss", loss(training.local()));
        tree.put("Optimizer", optimizer(training.optimization(), training.local()));
        tree.put("Attack", named(spec.experiment().errMode(), spec.experiment().errArgs()));
        tree.put("Code", named(resilience.approach(), ""));
        tree.put("Aggregation", named(resilience.mode(), resilience.modeArgs()));
        return tree;
    }

    private Map<String, Object> dataset() {
        JobSpec.Training training = spec.training();
        Map<String, Object> dataset = new LinkedHashMap<>();
        dataset.put("Name", spec.data().dataset());
        Map<String, Object> batch = new LinkedHashMap<>();
        batch.put("Training", training.batchSize());
        batch.put("Testing", training.evalBatchSize());
        dataset.put("Batch size", batch);
        dataset.put("Transforms", spec.data().augment());
        return dataset;
    }

    private static Map<String, Object> loss(LocalTraining local) {
        Map<String, Object> norms = new LinkedHashMap<>();
        norms.put("l1", local.l1() == 0 ? "none" : local.l1());
        norms.put("l2", local.l2() == 0 ? "none" : local.l2());
        return Map.of("Regularization", norms);
    }

    private static Map<String, Object> optimizer(Optimization optimization, LocalTraining local) {
        Map<String, Object> optimizer = new LinkedHashMap<>();
        optimizer.put("Name", optimization.optimizer());
        Map<String, Object> rate = new LinkedHashMap<>();
        rate.put("Initial", optimization.learningRate());
        rate.put("Schedule", named(optimization.schedule(), optimization.scheduleArgs()));
        optimizer.put("Learning rate", rate);
        Map<String, Object> momentum = new LinkedHashMap<>();
        momentum.put("Type", optimization.momentum().nesterov() ? "nesterov" : "classical");
        momentum.put("Where", "at " + optimization.momentum().at());
        momentum.put("Momentum", optimization.momentum().share());
        momentum.put("Dampening", optimization.momentum().dampening());
        optimizer.put("Momentum", momentum);
        optimizer.put("Weight decay", optimization.weightDecay());
        optimizer.put("Gradient clip", local.gradientClip() == 0 ? "never" : local.gradientClip());
        return optimizer;
    }

    private static Map<String, Object> named(String name, String arguments) {
        Map<String, Object> named = new LinkedHashMap<>();
        named.put("Name", name);
        named.put("Arguments", Arguments.parse(arguments));
        return named;
    }

    private static void append(Object value, int level, StringBuilder text) {
        if (!(value instanceof Map<?, ?> children)) {
            text.append(" - ").append(value);
            return;
        }
        if (children.isEmpty()) {
            text.append(" - <none>");
            return;
        }
        int width =
                children.keySet().stream().mapToInt(key -> key.toString().length()).max().orElse(0);
        children.forEach(
                (label, child) -> {
                    text.append('\n').append("  ".repeat(level)).append("\u00b7 ").append(label);
                    text.append(" ".repeat(width - label.toString().length()));
                    append(child, level + 1, text);
                });
    }
}
