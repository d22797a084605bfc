package org.draco.bin.cli;

import org.draco.layout.job.Acls;
import org.draco.layout.job.JobSpec;
import org.draco.layout.job.Vcores;
import org.draco.layout.job.Wire;
import picocli.CommandLine.Option;

/** The options that say what a job's processes get: memory, time, compression, encryption. They do not change the model. */
final class ResourceOptions extends ProcessOptions {

    @Option(
            names = "--worker-memory",
            paramLabel = "MB",
            description = "Java heap of a worker (default: ${DEFAULT-VALUE}).")
    int workerHeapMb = 512;

    @Option(
            names = "--worker-vcores",
            paramLabel = "N",
            description = "Virtual cores of a worker (default: ${DEFAULT-VALUE}).")
    int workerVcores = 1;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description =
                    "Threads of one gradient's arithmetic; a gradient's bits depend on it (default: ${DEFAULT-VALUE}).")
    int threads = 1;

    @Option(
            names = "--enable-gpu",
            description =
                    "Each worker computes on a GPU of its own (yarn.io/gpu); needs the distribution built with -P gpu.")
    boolean gpu;

    @Option(
            names = "--workers-per-container",
            paramLabel = "K",
            description =
                    "Workers that share a container and its process, for experiments with more workers than machines; memory and cores"
                            + " are each worker's (default: ${DEFAULT-VALUE}).")
    int workersPerContainer = 1;

    @Option(
            names = "--registration-timeout",
            paramLabel = "S",
            description = "Seconds until all workers must have joined (default: ${DEFAULT-VALUE}).")
    int registrationSeconds = 180;

    @Option(
            names = "--step-timeout",
            paramLabel = "S",
            description =
                    "Seconds after which a worker's silence is a loss (default: ${DEFAULT-VALUE}).")
    int stepSeconds = 60;

    @Option(
            names = "--evaluator-timeout",
            paramLabel = "S",
            description =
                    "Seconds that the evaluator may take after the last step (default: ${DEFAULT-VALUE}).")
    int evaluatorSeconds = 180;

    @Option(
            names = "--master-timeout",
            paramLabel = "S",
            description =
                    "Seconds that workers look for another ApplicationMaster when theirs is gone; YARN takes 10 minutes to give up a node"
                            + " (default: ${DEFAULT-VALUE}).")
    int masterSeconds = JobSpec.Timeouts.USUAL_MASTER_SECONDS;

    @Option(
            names = "--wire-codec",
            paramLabel = "NAME",
            description =
                    "raw, lz4, lz4hc, blosclz, zlib or zstd; or auto, whichever of raw, lz4 and zstd makes steps shortest, by trying (default:"
                            + " ${DEFAULT-VALUE}).")
    String wireCodec = "auto";

    @Option(
            names = "--wire-level",
            paramLabel = "0-9",
            description = "Effort of the codec (default: ${DEFAULT-VALUE}).")
    int wireLevel = 5;

    @Option(
            names = "--wire-shuffle",
            paramLabel = "KIND",
            description = "none, byte or bit (default: ${DEFAULT-VALUE}).")
    String wireShuffle = "bit";

    @Option(
            names = "--wire-chunk",
            paramLabel = "FLOATS",
            description = "Numbers in a chunk, a multiple of 1024 (default: ${DEFAULT-VALUE}).")
    int chunkFloats = 65536;

    @Option(
            names = "--encrypt",
            description =
                    "Workers and parameter server speak TLS 1.3 to each other (docs/security.md).")
    boolean encrypt;

    /** Of two options that say something of one container, the later one holds. */
    @Option(
            names = "--vcores",
            paramLabel = "N",
            description = "Virtual cores of each container; what stands behind it overrules it.")
    void vcores(Integer each) {
        if (each != null) {
            workerVcores = each;
            evaluatorVcores = each;
            masterVcores = each;
        }
    }

    /** Options that are as a job has them, for a command line to change. */
    static ResourceOptions of(JobSpec spec) {
        ResourceOptions options = new ResourceOptions();
        JobSpec.Containers containers = spec.containers();
        options.workerHeapMb = containers.workerHeapMb();
        options.evaluatorHeapMb = containers.evaluatorHeapMb();
        options.masterHeapMb = containers.masterHeapMb();
        options.nativeOverheadMb = containers.nativeOverheadMb();
        options.workerVcores = containers.vcores().worker();
        options.evaluatorVcores = containers.vcores().evaluator();
        options.masterVcores = containers.vcores().master();
        options.threads = containers.threads();
        options.gpu = containers.gpu();
        options.queue = containers.queue();
        options.workersPerContainer = containers.workersPerContainer();
        options.viewAcls = containers.acls().view();
        options.modifyAcls = containers.acls().modify();
        JobSpec.Timeouts timeouts = spec.timeouts();
        options.allocationSeconds = timeouts.allocationSeconds();
        options.registrationSeconds = timeouts.registrationSeconds();
        options.stepSeconds = timeouts.stepSeconds();
        options.evaluatorSeconds = timeouts.evaluatorSeconds();
        options.masterSeconds = timeouts.masterSeconds();
        options.storageSeconds = timeouts.storageSeconds();
        Wire wire = spec.wire();
        options.wireCodec = wire.codec();
        options.wireLevel = wire.level();
        options.wireShuffle = wire.shuffle();
        options.chunkFloats = wire.chunkFloats();
        options.encrypt = wire.encrypt();
        return options;
    }

    Wire wire(String numbers) {
        return new Wire(wireCodec, wireLevel, wireShuffle, chunkFloats, numbers, encrypt);
    }

    JobSpec.Containers containers() {
        return new JobSpec.Containers(
                workerHeapMb,
                evaluatorHeapMb,
                masterHeapMb,
                nativeOverheadMb,
                new Vcores(workerVcores, evaluatorVcores, masterVcores),
                threads,
                queue,
                gpu,
                workersPerContainer,
                new Acls(viewAcls, modifyAcls));
    }

    JobSpec.Timeouts timeouts() {
        return new JobSpec.Timeouts(
                allocationSeconds,
                registrationSeconds,
                stepSeconds,
                evaluatorSeconds,
                masterSeconds,
                storageSeconds);
    }
}
