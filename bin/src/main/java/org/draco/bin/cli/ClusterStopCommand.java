package org.draco.bin.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.draco.bin.cluster.PseudoCluster;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code draco cluster stop}. */
@Command(
        name = "stop",
        description =
                "Ends running jobs and the daemons, gently and then by force. What lies on HDFS is kept; to be rid of it, delete the directory.",
        mixinStandardHelpOptions = true)
final class ClusterStopCommand implements Callable<Integer> {

    @Spec CommandSpec command;

    @Mixin ClusterPlace place = new ClusterPlace();

    @Override
    public Integer call() throws IOException, FaultySpecificationException {
        PrintWriter err = command.commandLine().getErr();
        PseudoCluster cluster = place.open(err);
        if (cluster.stop() == 0) {
            err.println("nothing runs in " + cluster.root());
        }
        return 0;
    }
}
