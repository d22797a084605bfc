package org.draco.bin.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.draco.bin.cluster.PseudoCluster;
import picocli.CommandLine.Option;

/** The option that says which cluster of this machine is meant. */
final class ClusterPlace {

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description =
                    "Where the cluster keeps everything (default: draco/cluster below XDG_STATE_HOME or ~/.local/state).")
    Path directory = Path.of(System.getProperty("draco.state", "."), "cluster");

    /**
     * That cluster.
     *
     * @param err where its progress is shown
     * @throws FaultySpecificationException if Hadoop could not live in a directory of this name
     */
    PseudoCluster open(PrintWriter err) throws FaultySpecificationException {
        try {
            return new PseudoCluster(directory, err::println);
        } catch (IllegalArgumentException e) {
            throw new FaultySpecificationException(List.of(e.getMessage()));
        }
    }
}
