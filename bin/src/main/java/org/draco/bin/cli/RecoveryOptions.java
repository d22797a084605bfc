package org.draco.bin.cli;

import org.draco.layout.job.Recovery;
import picocli.CommandLine.Option;

/** The options that say what is done about processes that die. They do not change the model. */
final class RecoveryOptions {

    @Option(
            names = "--max-replacements",
            paramLabel = "N",
            description =
                    "Containers of workers and the evaluator that may be replaced; 0 for none (default: two a worker, at least 3).")
    Integer maxReplacements;

    @Option(
            names = "--master-attempts",
            paramLabel = "N",
            description =
                    "How often the ApplicationMaster may be started; failures of more than an hour ago do not count (default: ${DEFAULT-VALUE}).")
    int masterAttempts = Recovery.USUAL_MASTER_ATTEMPTS;

    @Option(
            names = "--keep-checkpoints",
            paramLabel = "N",
            description =
                    "Checkpoints that are kept, the newest N, at least 2; 0 for all (default: ${DEFAULT-VALUE}).")
    int keepCheckpoints;

    /** Options that are as a job has them, for a command line to change. */
    static RecoveryOptions of(Recovery recovery) {
        RecoveryOptions options = new RecoveryOptions();
        options.maxReplacements = recovery.maxReplacements();
        options.masterAttempts = recovery.masterAttempts();
        options.keepCheckpoints = recovery.keepCheckpoints();
        return options;
    }

    Recovery toSpec(int workers) {
        return new Recovery(
                masterAttempts,
                maxReplacements == null ? Recovery.usualReplacements(workers) : maxReplacements,
                keepCheckpoints);
    }
}
