package org.draco.bin.cli;

import picocli.CommandLine.Option;

/** The option that leaves an application to itself. */
final class DetachOption {

    @Option(
            names = "--detach",
            description = "Do not wait for the end: say how to find it, and leave it to itself.")
    boolean detach;
}
