package org.draco.layout.job;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.draco.layout.LegalName;

/** The ranges of a {@link JobSpec}, in its order. */
final class JobSpecRanges {

    private static final List<String> CODECS =
            List.of("auto", "lz4", "zstd", "blosclz", "lz4hc", "zlib", "raw");
    private static final List<String> SHUFFLES = List.of("none", "byte", "bit");

    private static final List<String> NUMBERS = List.of("float32", "float64");
    private static final List<String> OPTIMIZERS = List.of(Optimization.SGD, Optimization.ADAM);
    private static final List<String> PLACES =
            List.of(
                    Optimization.Momentum.UPDATE,
                    Optimization.Momentum.SERVER,
                    Optimization.Momentum.WORKER);
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern ACL =
            Pattern.compile("\\*|([^\\s,*]+(,[^\\s,*]+)*)?( [^\\s,*]+(,[^\\s,*]+)*)?");
    private static final int CHUNK_UNIT = 1024;
    private static final int MOST_CHUNK_FLOATS = 4_194_304;

    private final List<String> faults = new ArrayList<>();

    private JobSpecRanges() {}

    static List<String> faults(JobSpec spec) {
        JobSpecRanges ranges = new JobSpecRanges();
        ranges.integer("version", spec.version(), JobSpec.VERSION, JobSpec.VERSION);
        ranges.legalName("job", spec.job());
        ranges.named("network", spec.network());
        ranges.data(spec.data());
        ranges.training(spec.training());
        ranges.resilience(spec.resilience());
        ranges.experiment(spec.experiment(), spec.resilience().workers());
        ranges.metrics(spec.metrics());
        ranges.wire(spec.wire());
        ranges.containers(spec.containers());
        ranges.timeouts(spec.timeouts());
        ranges.recovery(spec.recovery());
        ranges.jars(spec.jars());
        return List.copyOf(ranges.faults);
    }

    private void data(JobSpec.Data data) {
        legalName("data.dataset", data.dataset());
        check(
                isQualified(data.uri()),
                "data.uri",
                "a URI with a scheme and an absolute path",
                shown(data.uri()));
        oneOf("data.order", List.of(JobSpec.Data.SHUFFLED, JobSpec.Data.STORED), data.order());
        integer("data.batchesPerStep", data.batchesPerStep(), 0, Integer.MAX_VALUE);
        named("data.partition", data.partition());
        oneOf("data.augment", List.of(JobSpec.Data.STANDARD, JobSpec.Data.NONE), data.augment());
    }

    private void training(JobSpec.Training training) {
        integer("training.batchSize", training.batchSize(), 1, Integer.MAX_VALUE);
        optimization(training.optimization());
        local(training.local());
        integer("training.maxSteps", training.maxSteps(), 1, Long.MAX_VALUE);
        integer("training.evalFreq", training.evalFreq(), 1, Long.MAX_VALUE);
        integer("training.evalBatchSize", training.evalBatchSize(), 1, Integer.MAX_VALUE);
        String start = training.start();
        check(
                start != null && (start.isEmpty() || SHA256.matcher(start).matches()),
                "training.start",
                "64 hexadecimal digits or nothing",
                shown(start));
    }

    private void optimization(Optimization o) {
        String at = "training.optimization.";
        oneOf(at + "optimizer", OPTIMIZERS, o.optimizer());
        check(
                Double.isFinite(o.learningRate()) && o.learningRate() > 0,
                at + "learningRate",
                "a finite number above 0",
                o.learningRate());
        named(at + "schedule", o.schedule());
        Optimization.Momentum momentum = o.momentum();
        belowOne(at + "momentum.share", momentum.share());
        belowOne(at + "momentum.dampening", momentum.dampening());
        oneOf(at + "momentum.at", PLACES, momentum.at());
        atLeastZero(at + "weightDecay", o.weightDecay());
    }

    private void local(LocalTraining local) {
        integer("training.local.steps", local.steps(), 1, Integer.MAX_VALUE);
        belowOne("training.local.labelSmoothing", local.labelSmoothing());
        atLeastZero("training.local.l1", local.l1());
        atLeastZero("training.local.l2", local.l2());
        atLeastZero("training.local.gradientClip", local.gradientClip());
    }

    private void metrics(Metrics metrics) {
        oneOf("metrics.detail", List.of(Metrics.BASIC, Metrics.FULL), metrics.detail());
        integer("metrics.studyBatches", metrics.studyBatches(), 0, Integer.MAX_VALUE);
        integer("metrics.studyPast", metrics.studyPast(), 1, Integer.MAX_VALUE);
    }

    private void belowOne(String what, double value) {
        check(value >= 0 && value < 1, what, "a number from 0 to below 1", value);
    }

    private void atLeastZero(String what, double value) {
        check(Double.isFinite(value) && value >= 0, what, "a finite number of at least 0", value);
    }

    private void resilience(JobSpec.Resilience resilience) {
        integer("resilience.workers", resilience.workers(), 1, Integer.MAX_VALUE);
        named("resilience.approach", resilience.approach());
        integer("resilience.groupSize", resilience.groupSize(), 1, Integer.MAX_VALUE);
        integer("resilience.voteGroups", resilience.voteGroups(), 0, Integer.MAX_VALUE);
        named("resilience.mode", resilience.mode());
        named("resilience.arithmetic", resilience.arithmetic());
        named("resilience.vote", resilience.vote());
        finite("resilience.voteTolerance", resilience.voteTolerance());
        finite("resilience.errorTolerance", resilience.errorTolerance());
        oneOf(
                "resilience.onProvenLiar",
                JobSpec.Resilience.ON_PROVEN_LIAR,
                resilience.onProvenLiar());
    }

    private void experiment(JobSpec.Experiment experiment, int workers) {
        share("experiment.workerFail", experiment.workerFail(), workers);
        named("experiment.errMode", experiment.errMode());
    }

    private void wire(Wire wire) {
        oneOf("wire.codec", CODECS, wire.codec());
        integer("wire.level", wire.level(), 0, 9);
        oneOf("wire.shuffle", SHUFFLES, wire.shuffle());
        check(
                wire.chunkFloats() >= CHUNK_UNIT
                        && wire.chunkFloats() <= MOST_CHUNK_FLOATS
                        && wire.chunkFloats() % CHUNK_UNIT == 0,
                "wire.chunkFloats",
                "a multiple of " + CHUNK_UNIT + " up to " + MOST_CHUNK_FLOATS,
                wire.chunkFloats());
        oneOf("wire.numbers", NUMBERS, wire.numbers());
    }

    private void containers(JobSpec.Containers containers) {
        integer("containers.workerHeapMb", containers.workerHeapMb(), 1, Integer.MAX_VALUE);
        integer("containers.evaluatorHeapMb", containers.evaluatorHeapMb(), 1, Integer.MAX_VALUE);
        integer("containers.masterHeapMb", containers.masterHeapMb(), 1, Integer.MAX_VALUE);
        integer("containers.nativeOverheadMb", containers.nativeOverheadMb(), 0, Integer.MAX_VALUE);
        integer("containers.vcores.worker", containers.vcores().worker(), 1, Integer.MAX_VALUE);
        integer(
                "containers.vcores.evaluator",
                containers.vcores().evaluator(),
                1,
                Integer.MAX_VALUE);
        integer("containers.vcores.master", containers.vcores().master(), 1, Integer.MAX_VALUE);
        integer("containers.threads", containers.threads(), 1, Integer.MAX_VALUE);
        named("containers.queue", containers.queue());
        integer(
                "containers.workersPerContainer",
                containers.workersPerContainer(),
                1,
                Integer.MAX_VALUE);
        acl("containers.acls.view", containers.acls().view());
        acl("containers.acls.modify", containers.acls().modify());
    }

    private void acl(String what, String value) {
        check(
                value != null && ACL.matcher(value).matches(),
                what,
                "\"users groups\", either a list with commas and without spaces, or \"*\" or nothing",
                shown(value));
    }

    private void timeouts(JobSpec.Timeouts timeouts) {
        integer("timeouts.allocationSeconds", timeouts.allocationSeconds(), 1, Integer.MAX_VALUE);
        integer(
                "timeouts.registrationSeconds",
                timeouts.registrationSeconds(),
                1,
                Integer.MAX_VALUE);
        integer("timeouts.stepSeconds", timeouts.stepSeconds(), 1, Integer.MAX_VALUE);
        integer("timeouts.evaluatorSeconds", timeouts.evaluatorSeconds(), 1, Integer.MAX_VALUE);
        integer("timeouts.masterSeconds", timeouts.masterSeconds(), 1, Integer.MAX_VALUE);
        integer("timeouts.storageSeconds", timeouts.storageSeconds(), 0, Integer.MAX_VALUE);
    }

    private void recovery(Recovery recovery) {
        integer("recovery.masterAttempts", recovery.masterAttempts(), 1, Integer.MAX_VALUE);
        integer("recovery.maxReplacements", recovery.maxReplacements(), 0, Integer.MAX_VALUE);
        int kept = recovery.keepCheckpoints();
        check(kept == 0 || kept >= 2, "recovery.keepCheckpoints", "0, or 2 or more", kept);
    }

    private void jars(List<JobSpec.Jar> jars) {
        for (int i = 0; i < jars.size(); i++) {
            legalName("jars[" + i + "].name", jars.get(i).name());
            String digest = jars.get(i).sha256();
            check(
                    digest != null && SHA256.matcher(digest).matches(),
                    "jars[" + i + "].sha256",
                    "64 hexadecimal digits",
                    shown(digest));
        }
    }

    private void integer(String what, long value, long least, long most) {
        boolean unbounded = most == Integer.MAX_VALUE || most == Long.MAX_VALUE;
        String expected =
                least == most ? "" + least : unbounded ? least + " or more" : least + " to " + most;
        check(value >= least && value <= most, what, expected, value);
    }

    /** A number of workers out of all; where the number of all is itself at fault, only the sign is judged. */
    private void share(String what, int value, int workers) {
        int most = workers < 1 ? Integer.MAX_VALUE : workers;
        String all = workers < 1 ? "0 or more" : "0 to " + workers + " (resilience.workers)";
        check(value >= 0 && value <= most, what, all, value);
    }

    private void oneOf(String what, List<String> values, String value) {
        check(value != null && values.contains(value), what, "one of " + values, shown(value));
    }

    private void finite(String what, double value) {
        check(Double.isFinite(value), what, "a finite number", value);
    }

    private void named(String what, String value) {
        check(value != null && !value.isBlank(), what, "a name", shown(value));
    }

    private void legalName(String what, String value) {
        check(LegalName.isLegal(value), what, LegalName.RULE, shown(value));
    }

    private void check(boolean holds, String what, String expected, Object found) {
        if (!holds) {
            faults.add(what + ": expected " + expected + ", found " + found);
        }
    }

    private static boolean isQualified(String uri) {
        if (uri == null) {
            return false;
        }
        try {
            URI parsed = new URI(uri);
            return parsed.isAbsolute()
                    && parsed.getPath() != null
                    && parsed.getPath().startsWith("/");
        } catch (URISyntaxException malformed) {
            return false;
        }
    }

    private static String shown(String value) {
        return value == null ? "nothing" : "\"" + value + "\"";
    }
}
