package org.draco.bin.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.draco.bin.cluster.DaemonStatus;
import org.draco.bin.cluster.PseudoCluster;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code draco cluster status}. */
@Command(
        name = "status",
        description =
                "Says which daemons run, and where their pages are. The exit code is 0 if all four do, else 1.",
        mixinStandardHelpOptions = true)
final class ClusterStatusCommand implements Callable<Integer> {

    @Spec CommandSpec command;

    @Mixin ClusterPlace place = new ClusterPlace();

    @Override
    public Integer call() throws IOException, FaultySpecificationException {
        PseudoCluster cluster = place.open(command.commandLine().getErr());
        print(cluster, command.commandLine().getOut());
        return cluster.status().stream().allMatch(DaemonStatus::runs) ? 0 : Draco.FAILED;
    }

    static void print(PseudoCluster cluster, PrintWriter out) throws IOException {
        out.println("cluster in " + cluster.root());
        for (DaemonStatus daemon : cluster.status()) {
            out.printf(
                    "  %-16s %s%n",
                    daemon.name(),
                    daemon.pid()
                            .map(pid -> "runs (process %d), %s".formatted(pid, daemon.page()))
                            .orElse(
                                    "does not run"
                                            + (daemon.detail().isEmpty()
                                                    ? ""
                                                    : ": " + daemon.detail())));
        }
        out.flush();
    }
}
