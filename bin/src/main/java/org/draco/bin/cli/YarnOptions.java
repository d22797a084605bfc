package org.draco.bin.cli;

import java.util.Optional;
import org.draco.am.client.QueueEntry;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that say how an application is brought to a cluster, and as whose, whatever it does. */
final class YarnOptions {

    @Option(
            names = "--java-home",
            paramLabel = "DIR",
            description =
                    "Java of the cluster's nodes, 17 or later (default: each node's own JAVA_HOME).")
    String javaHome;

    @ArgGroup(
            exclusive = false,
            validate = false,
            heading = "%nWhere the cluster has Kerberos (docs/secure-clusters.md):%n")
    KerberosOptions kerberos = new KerberosOptions();

    @ArgGroup(
            exclusive = false,
            validate = false,
            heading = "%nHow it stands in the queue (docs/operators.md):%n")
    QueueOptions queue = new QueueOptions();

    @ArgGroup(exclusive = false, validate = false, heading = "%nHadoop's own:%n")
    HadoopOptions hadoop = new HadoopOptions();

    /** The Java of the nodes, if one is named. */
    Optional<String> javaHome() {
        return Optional.ofNullable(javaHome);
    }

    /** How the application stands in the queue. */
    QueueEntry entry() {
        return queue.entry();
    }
}
