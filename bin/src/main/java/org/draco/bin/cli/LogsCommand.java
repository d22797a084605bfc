package org.draco.bin.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.draco.am.client.Applications;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code draco logs}. */
@Command(
        name = "logs",
        description =
                "Prints what the containers of a job that is over have logged, as yarn logs does; it needs log aggregation on the cluster.",
        mixinStandardHelpOptions = true)
final class LogsCommand implements Callable<Integer> {

    @Mixin SubmittedOptions submitted = new SubmittedOptions();

    @Option(
            names = "--container",
            paramLabel = "ID",
            description = "Only of this container, container_...")
    String container;

    @Override
    public Integer call() throws IOException, FaultySpecificationException {
        Configuration conf = submitted.hadoop.ofCluster();
        SubmittedOptions.Found found = submitted.find(conf);
        if (container != null && !Applications.isContainerOf(found.application(), container)) {
            throw new FaultySpecificationException(
                    List.of(
                            "--container: expected the id of a container of %s, container_..., found \"%s\"; without --container all are printed"
                                    .formatted(found.application(), container)));
        }
        try (Applications applications = new Applications(conf)) {
            applications.printLogs(found.application(), Optional.ofNullable(container));
            return 0;
        }
    }
}
