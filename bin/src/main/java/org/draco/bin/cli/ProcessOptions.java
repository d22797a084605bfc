package org.draco.bin.cli;

import picocli.CommandLine.Option;

/** The options that say what the processes of any application with a fleet get, whether it trains or evaluates. */
class ProcessOptions extends MasterOptions {

    @Option(
            names = "--evaluator-memory",
            paramLabel = "MB",
            description = "Java heap of the evaluator (default: ${DEFAULT-VALUE}).")
    int evaluatorHeapMb = 768;

    @Option(
            names = "--evaluator-vcores",
            paramLabel = "N",
            description = "Virtual cores of the evaluator (default: ${DEFAULT-VALUE}).")
    int evaluatorVcores = 1;
}
