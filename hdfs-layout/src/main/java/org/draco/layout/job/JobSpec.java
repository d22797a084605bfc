package org.draco.layout.job;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.draco.layout.file.JsonFaultsException;
import org.draco.layout.file.RecordJson;

/**
 * All that a job depends on, as one immutable value: read once, validated whole ({@link #faults}), stored as {@code
 * job.json}. Names in here are the names of the command line's options and of the web page.
 *
 * <p>A specification can be built with values out of range, so that all faults can be reported together; whoever runs it
 * asks for the faults first.
 *
 * @param version of this record; {@link #VERSION}
 * @param job id of the job, a path component
 * @param network name of the network, e.g. {@code "LeNet"}, a user's class, or the path of a Deeplearning4j file
 * @param data what is learned from
 * @param training how is learned
 * @param resilience who computes what, and how many liars are declared
 * @param experiment the liars that are made to lie; they are another number than the declared ones
 * @param metrics what is measured
 * @param wire how vectors travel
 * @param containers what each container is given
 * @param timeouts after which silence is a failure
 * @param recovery what is done about processes that die
 * @param jars the user's own rules and attacks, in the order of the class path
 */
public record JobSpec(
        int version,
        String job,
        String network,
        Data data,
        Training training,
        Resilience resilience,
        Experiment experiment,
        Metrics metrics,
        Wire wire,
        Containers containers,
        Timeouts timeouts,
        Recovery recovery,
        List<Jar> jars) {

    /** The only version that this class reads and writes. */
    public static final int VERSION = 1;

    /** Refuses a specification with a branch missing; values are judged by {@link #faults}. */
    public JobSpec {
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(training, "training");
        Objects.requireNonNull(resilience, "resilience");
        Objects.requireNonNull(experiment, "experiment");
        Objects.requireNonNull(metrics, "metrics");
        Objects.requireNonNull(wire, "wire");
        Objects.requireNonNull(containers, "containers");
        Objects.requireNonNull(timeouts, "timeouts");
        Objects.requireNonNull(recovery, "recovery");
        jars = List.copyOf(jars);
    }

    /** A job with basic metrics and the usual recovery, without jars of its user's. */
    public JobSpec(
            int version,
            String job,
            String network,
            Data data,
            Training training,
            Resilience resilience,
            Experiment experiment,
            Wire wire,
            Containers containers,
            Timeouts timeouts) {
        this(
                version,
                job,
                network,
                data,
                training,
                resilience,
                experiment,
                Metrics.PLAIN,
                wire,
                containers,
                timeouts,
                Recovery.usual(resilience.workers()),
                List.of());
    }

    /**
     * A jar with rules or attacks of the user's, as it was when the job was specified.
     *
     * @param name its file name, a legal name
     * @param sha256 of its bytes, 64 hexadecimal digits
     */
    public record Jar(String name, String sha256) {}

    /**
     * What is learned from.
     *
     * @param dataset name of the data set
     * @param uri fully qualified directory of the data set's layout
     * @param order {@link #SHUFFLED}, a random order drawn for every epoch, or {@link #STORED}, as they lie
     * @param batchesPerStep how many batches of that order a step uses up; 0 for as many as the code computes
     * @param partition how the samples are dealt out to the batches of a step: {@link #IID} or with a bias
     * @param partitionArgs values of its parameters, {@code k=v,k=v}
     * @param augment how training samples are varied: {@link #STANDARD} for what goes with the data set, or {@link #NONE}
     */
    public record Data(
            String dataset,
            String uri,
            String order,
            int batchesPerStep,
            String partition,
            String partitionArgs,
            String augment) {

        /** In a random order, another for every epoch. */
        public static final String SHUFFLED = "shuffled";

        /** In the order in which they are stored, over and over. */
        public static final String STORED = "stored";

        /** Every batch from all samples alike. */
        public static final String IID = "iid";

        /** What goes with the data set. */
        public static final String STANDARD = "standard";

        /** Samples as they are. */
        public static final String NONE = "none";

        /** Shuffled, dealt out alike, varied as goes with the data set. */
        public Data(String dataset, String uri) {
            this(dataset, uri, SHUFFLED, 0, IID, "", STANDARD);
        }
    }

    /**
     * How is learned.
     *
     * @param batchSize samples in one batch
     * @param optimization how a gradient moves the model
     * @param local how a worker makes a gradient
     * @param maxSteps steps until the training is over
     * @param evalFreq steps between checkpoints, each of which is evaluated
     * @param evalBatchSize samples that the evaluator scores at once
     * @param seed of everything random; with the step it determines all
     * @param start SHA-256 of the parameters to start from, as in {@code model_sha256}; empty for those that the network draws
     */
    public record Training(
            int batchSize,
            Optimization optimization,
            LocalTraining local,
            long maxSteps,
            long evalFreq,
            int evalBatchSize,
            long seed,
            String start) {

        /** SGD on plain gradients, from parameters that the network draws. */
        public Training(
                int batchSize,
                double learningRate,
                double momentum,
                long maxSteps,
                long evalFreq,
                int evalBatchSize,
                long seed) {
            this(
                    batchSize,
                    Optimization.sgd(learningRate, momentum),
                    LocalTraining.PLAIN,
                    maxSteps,
                    evalFreq,
                    evalBatchSize,
                    seed,
                    "");
        }
    }

    /**
     * Who computes what.
     *
     * @param workers P, the workers
     * @param approach the code, e.g. {@code baseline} or {@code repetition}
     * @param arithmetic in what numbers gradients are added up: {@code float}, {@code exact} or {@code complex}
     * @param groupSize r, the workers that compute the same gradient
     * @param voteGroups q, the rows that reach DETOX's rule; 0 for one a group
     * @param declaredByz s, the most workers that may lie
     * @param mode aggregation rule, where a code ends in one, e.g. {@code "average"}
     * @param modeArgs values of its parameters, {@code k=v,k=v}; empty for its paper's
     * @param vote {@code digest}, or {@code tolerance} where machines round differently
     * @param voteTolerance relative distance of gradients that agree, for that
     * @param errorTolerance the largest relative error that liars may be able to hide in a float cyclic code
     * @param onProvenLiar one of {@link #ON_PROVEN_LIAR}
     */
    public record Resilience(
            int workers,
            String approach,
            String arithmetic,
            int groupSize,
            int voteGroups,
            int declaredByz,
            String mode,
            String modeArgs,
            String vote,
            double voteTolerance,
            double errorTolerance,
            String onProvenLiar) {

        /** Floating point, equal bits in votes, proven liars kept. */
        public static Resilience of(
                int workers, String approach, int groupSize, int declaredByz, String mode) {
            return new Resilience(
                    workers,
                    approach,
                    "float",
                    groupSize,
                    0,
                    declaredByz,
                    mode,
                    "",
                    "digest",
                    1e-4,
                    1e-3,
                    KEEP);
        }

        /** A proven liar takes part as before. */
        public static final String KEEP = "keep";

        /** A proven liar takes no part any more. */
        public static final String EXPEL = "expel";

        /** A proven liar's container is replaced. */
        public static final String REPLACE = "replace";

        /** A proven liar's container is replaced, and its node avoided. */
        public static final String EXCLUDE_NODE = "exclude-node";

        /** What can be done about a worker that is proven to have lied. */
        public static final List<String> ON_PROVEN_LIAR =
                List.of(KEEP, EXPEL, REPLACE, EXCLUDE_NODE);
    }

    /**
     * The liars of an experiment.
     *
     * @param workerFail workers that really lie at each step
     * @param errMode the attack; {@code "honest"} when nobody lies
     * @param errArgs values of its parameters, {@code k=v,k=v}; empty for its defaults
     * @param fixedLiars whether the same workers lie at every step, or others each time
     */
    public record Experiment(int workerFail, String errMode, String errArgs, boolean fixedLiars) {}

    /**
     * What each container is given.
     *
     * @param workerHeapMb Java heap of a worker
     * @param evaluatorHeapMb Java heap of the evaluator
     * @param masterHeapMb Java heap of the ApplicationMaster
     * @param nativeOverheadMb memory beside the heap: native libraries, buffers, stacks
     * @param vcores virtual cores that containers ask for
     * @param threads threads of the native mathematics; part of what a gradient's bits depend on
     * @param queue YARN's queue
     * @param gpu whether each worker computes on a GPU of its own, a {@code yarn.io/gpu}
     * @param workersPerContainer how many workers share a container and its process; the sizes above are each worker's
     * @param acls who else may see the job and kill it
     */
    public record Containers(
            int workerHeapMb,
            int evaluatorHeapMb,
            int masterHeapMb,
            int nativeOverheadMb,
            Vcores vcores,
            int threads,
            String queue,
            boolean gpu,
            int workersPerContainer,
            Acls acls) {

        /** As many virtual cores for each, a container for each worker, and for their owner alone. */
        public Containers(
                int workerHeapMb,
                int evaluatorHeapMb,
                int masterHeapMb,
                int nativeOverheadMb,
                int vcores,
                int threads,
                String queue,
                boolean gpu) {
            this(
                    workerHeapMb,
                    evaluatorHeapMb,
                    masterHeapMb,
                    nativeOverheadMb,
                    Vcores.each(vcores),
                    threads,
                    queue,
                    gpu,
                    1,
                    Acls.OWNER);
        }

        /**
         * The environment that a gradient's bits depend on, to be set before a process loads the native libraries: equal
         * in all containers of a job and in {@code simulate}.
         *
         * <p>OpenBLAS else chooses its kernels by the processor, and then machines disagree; those for Haswell run on
         * every processor with AVX2 and were measured to be no slower. oneDNN also looks at the processor and is left
         * to: held to AVX2 it takes twice the time ({@code docs/decisions/0002-pinned-numerics.md}).
         */
        public Map<String, String> numerics() {
            String count = Integer.toString(threads);
            return Map.of(
                    "OMP_NUM_THREADS",
                    count,
                    "OPENBLAS_NUM_THREADS",
                    count,
                    "OPENBLAS_CORETYPE",
                    "Haswell");
        }
    }

    /**
     * After which silence is a failure.
     *
     * @param allocationSeconds until YARN has given all containers
     * @param registrationSeconds until all workers have joined
     * @param stepSeconds until a step has answers enough
     * @param evaluatorSeconds until the evaluator has finished after the last step
     * @param masterSeconds that workers wait for another ApplicationMaster when theirs is gone
     * @param storageSeconds that something is written or read is tried while the storage has trouble
     */
    public record Timeouts(
            int allocationSeconds,
            int registrationSeconds,
            int stepSeconds,
            int evaluatorSeconds,
            int masterSeconds,
            int storageSeconds) {

        /** YARN takes ten minutes to give up a node that has fallen silent, and an ApplicationMaster with it. */
        public static final int USUAL_MASTER_SECONDS = 900;

        /** Waits for another ApplicationMaster and for the storage as long as is usual. */
        public Timeouts(
                int allocationSeconds,
                int registrationSeconds,
                int stepSeconds,
                int evaluatorSeconds) {
            this(
                    allocationSeconds,
                    registrationSeconds,
                    stepSeconds,
                    evaluatorSeconds,
                    USUAL_MASTER_SECONDS,
                    Recovery.USUAL_STORAGE_SECONDS);
        }
    }

    /**
     * All values that are out of range, each as {@code "what: expected ..., found ..."}; empty if there is none. What a
     * network, code, rule or attack may be called is not judged here.
     */
    public List<String> faults() {
        return JobSpecRanges.faults(this);
    }

    /** The specification as {@code job.json}: pretty, the same text on every JVM. */
    public String toJson() {
        return RecordJson.write(this);
    }

    /**
     * Reads a specification; ranges are not judged.
     *
     * @param where what the text is called in messages, e.g. the file's path
     * @throws JobSpecException if it is not JSON, of another version, or has unknown or missing keys or wrong types:
     *     all of them together
     */
    public static JobSpec fromJson(String json, String where) {
        try {
            return RecordJson.read(json, JobSpec.class, VERSION);
        } catch (JsonFaultsException faults) {
            throw new JobSpecException(where, faults.faults());
        }
    }

    /** The same job, of another network. */
    public JobSpec withNetwork(String other) {
        return changed(other, training, wire, containers, timeouts, recovery);
    }

    /** The same job, with other means. */
    public JobSpec with(
            Wire otherWire,
            Containers otherContainers,
            Timeouts otherTimeouts,
            Recovery otherRecovery) {
        return changed(network, training, otherWire, otherContainers, otherTimeouts, otherRecovery);
    }

    /** The same job, trained for so many steps. */
    public JobSpec until(long maxSteps) {
        Training t = training;
        Training other =
                new Training(
                        t.batchSize,
                        t.optimization,
                        t.local,
                        maxSteps,
                        t.evalFreq,
                        t.evalBatchSize,
                        t.seed,
                        t.start);
        return changed(network, other, wire, containers, timeouts, recovery);
    }

    private JobSpec changed(
            String otherNetwork,
            Training otherTraining,
            Wire otherWire,
            Containers otherContainers,
            Timeouts otherTimeouts,
            Recovery otherRecovery) {
        return new JobSpec(
                version,
                job,
                otherNetwork,
                data,
                otherTraining,
                resilience,
                experiment,
                metrics,
                otherWire,
                otherContainers,
                otherTimeouts,
                otherRecovery,
                jars);
    }

    /**
     * Stands in checkpoints to say whose they are: SHA-256, 32 bytes, of {@link #toJson} in UTF-8, of the job without what does
     * not change its model. A job may be continued for longer, with more memory or patience than it began with.
     */
    public byte[] digest() {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(essence().toJson().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every JVM has SHA-256", impossible);
        }
    }

    /** The job with 1 or nothing for all that its model does not depend on. */
    private JobSpec essence() {
        return until(1).with(
                        new Wire("", 0, "", 1, wire.numbers()),
                        new Containers(1, 1, 1, 1, 1, containers.threads, "", containers.gpu),
                        new Timeouts(1, 1, 1, 1, 1, 1),
                        new Recovery(1, 1));
    }
}
