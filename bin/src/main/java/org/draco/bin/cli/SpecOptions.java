package org.draco.bin.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which option sets which field of a job's specification: a person is told of what he has typed. */
final class SpecOptions {

    /** A field as faults name it: words with dots between them. */
    private static final Pattern FIELD = Pattern.compile("[a-z]+(\\.[a-zA-Z0-9]+)+");

    /** As the codec, which knows no options, names how vectors travel. */
    private static final Pattern WIRE = Pattern.compile("^wire (codec|level|shuffle|chunk):");

    private static final Map<String, String> OPTIONS = new LinkedHashMap<>();

    static {
        data();
        training();
        resilience();
        wire();
        containers();
        timeoutsAndRecovery();
    }

    private SpecOptions() {}

    private static void data() {
        OPTIONS.put("data.dataset", "dataset");
        OPTIONS.put("data.uri", "root");
        OPTIONS.put("data.order", "order");
        OPTIONS.put("data.batchesPerStep", "batches-per-step");
        OPTIONS.put("data.partition", "partition");
        OPTIONS.put("data.augment", "augment");
        OPTIONS.put("metrics.detail", "metrics");
        OPTIONS.put("metrics.studyBatches", "study-batches");
        OPTIONS.put("metrics.studyPast", "study-past");
    }

    private static void training() {
        OPTIONS.put("training.batchSize", "batch-size");
        OPTIONS.put("training.maxSteps", "max-steps");
        OPTIONS.put("training.evalFreq", "eval-freq");
        OPTIONS.put("training.evalBatchSize", "eval-batch-size");
        OPTIONS.put("training.start", "initial-parameters");
        OPTIONS.put("training.optimization.optimizer", "optimizer");
        OPTIONS.put("training.optimization.learningRate", "lr");
        OPTIONS.put("training.optimization.schedule", "lr-schedule");
        OPTIONS.put("training.optimization.momentum.share", "momentum");
        OPTIONS.put("training.optimization.momentum.dampening", "dampening");
        OPTIONS.put("training.optimization.momentum.at", "momentum-at");
        OPTIONS.put("training.optimization.weightDecay", "weight-decay");
        OPTIONS.put("training.local.steps", "local-steps");
        OPTIONS.put("training.local.labelSmoothing", "label-smoothing");
        OPTIONS.put("training.local.l1", "l1");
        OPTIONS.put("training.local.l2", "l2");
        OPTIONS.put("training.local.gradientClip", "gradient-clip");
    }

    private static void resilience() {
        OPTIONS.put("resilience.workers", "workers");
        OPTIONS.put("resilience.approach", "approach");
        OPTIONS.put("resilience.groupSize", "group-size");
        OPTIONS.put("resilience.voteGroups", "vote-groups");
        OPTIONS.put("resilience.mode", "mode");
        OPTIONS.put("resilience.arithmetic", "arithmetic");
        OPTIONS.put("resilience.vote", "vote");
        OPTIONS.put("resilience.voteTolerance", "vote-tolerance");
        OPTIONS.put("resilience.errorTolerance", "error-tolerance");
        OPTIONS.put("resilience.onProvenLiar", "on-proven-liar");
        OPTIONS.put("experiment.workerFail", "worker-fail");
        OPTIONS.put("experiment.errMode", "err-mode");
    }

    private static void wire() {
        OPTIONS.put("wire.codec", "wire-codec");
        OPTIONS.put("wire.level", "wire-level");
        OPTIONS.put("wire.shuffle", "wire-shuffle");
        OPTIONS.put("wire.chunkFloats", "wire-chunk");
        OPTIONS.put("wire.numbers", "wire");
    }

    private static void containers() {
        OPTIONS.put("containers.workerHeapMb", "worker-memory");
        OPTIONS.put("containers.evaluatorHeapMb", "evaluator-memory");
        OPTIONS.put("containers.masterHeapMb", "master-memory");
        OPTIONS.put("containers.nativeOverheadMb", "memory-overhead");
        OPTIONS.put("containers.vcores.worker", "worker-vcores");
        OPTIONS.put("containers.vcores.evaluator", "evaluator-vcores");
        OPTIONS.put("containers.vcores.master", "master-vcores");
        OPTIONS.put("containers.threads", "threads");
        OPTIONS.put("containers.queue", "queue");
        OPTIONS.put("containers.workersPerContainer", "workers-per-container");
        OPTIONS.put("containers.acls.view", "view-acls");
        OPTIONS.put("containers.acls.modify", "modify-acls");
    }

    private static void timeoutsAndRecovery() {
        OPTIONS.put("timeouts.allocationSeconds", "allocation-timeout");
        OPTIONS.put("timeouts.registrationSeconds", "registration-timeout");
        OPTIONS.put("timeouts.stepSeconds", "step-timeout");
        OPTIONS.put("timeouts.evaluatorSeconds", "evaluator-timeout");
        OPTIONS.put("timeouts.masterSeconds", "master-timeout");
        OPTIONS.put("timeouts.storageSeconds", "storage-timeout");
        OPTIONS.put("recovery.masterAttempts", "master-attempts");
        OPTIONS.put("recovery.maxReplacements", "max-replacements");
        OPTIONS.put("recovery.keepCheckpoints", "keep-checkpoints");
    }

    /** What a fault is of: the option's name without its hyphens, where there is one. */
    static String of(String fault) {
        String named = named(fault);
        return named.substring(0, Math.max(0, named.indexOf(':')));
    }

    /** A fault of a specification, with the options' names, without their hyphens, in the place of the fields'. */
    static String named(String fault) {
        return FIELD.matcher(WIRE.matcher(fault).replaceFirst("wire-$1:"))
                .replaceAll(
                        field ->
                                Matcher.quoteReplacement(
                                        OPTIONS.getOrDefault(field.group(), field.group())));
    }
}
