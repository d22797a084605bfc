package org.draco.bin.cli;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.draco.am.client.QueueEntry;
import picocli.CommandLine.Option;

/** The options that say how a job's application stands in YARN's queues; {@code --queue} itself is with what containers get. */
final class QueueOptions {

    /** What these options are called. */
    static final Set<String> NAMES = Set.of("--name", "--priority", "--tags", "--node-label");

    @Option(
            names = "--name",
            paramLabel = "TEXT",
            description = "Name in YARN's lists (default: draco and the job's id).")
    String name;

    @Option(
            names = "--priority",
            paramLabel = "N",
            description =
                    "The higher, the sooner it gets containers in its queue (default: the queue's).")
    Integer priority;

    @Option(
            names = "--tags",
            paramLabel = "TAG",
            split = ",",
            description = "Tags to look for it by: yarn application -list -appTags TAG.")
    Set<String> tags = new LinkedHashSet<>();

    @Option(
            names = "--node-label",
            paramLabel = "LABEL",
            description = "All containers on nodes with this label (default: the queue's).")
    String nodeLabel;

    QueueEntry entry() {
        return new QueueEntry(
                Optional.ofNullable(name),
                Optional.ofNullable(priority),
                tags,
                Optional.ofNullable(nodeLabel));
    }
}
