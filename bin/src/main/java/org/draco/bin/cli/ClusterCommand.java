package org.draco.bin.cli;

import picocli.CommandLine.Command;

/** {@code draco cluster}: a Hadoop on this machine that outlives the command. */
@Command(
        name = "cluster",
        description =
                "A pseudo-distributed Hadoop on this machine, to submit jobs as to a real cluster: NameNode, DataNode, ResourceManager"
                        + " and NodeManager as four processes, reachable from here alone (docs/operators.md).",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ClusterStartCommand.class,
            ClusterStopCommand.class,
            ClusterStatusCommand.class
        })
final class ClusterCommand {}
