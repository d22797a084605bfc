package org.draco.bin.cli;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.draco.bin.cluster.HadoopJars;
import org.draco.bin.cluster.PseudoCluster;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code draco cluster start}. */
@Command(
        name = "start",
        description =
                "Starts the daemons that do not run yet and waits until they take files and jobs. What lay on HDFS before is there again.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ClusterStartCommand implements Callable<Integer> {

    /** Containers of the default sizes of a small job, with a master and an evaluator. */
    private static final int LEAST_MEMORY_MB = 1_024;

    @Spec CommandSpec command;

    @Mixin ClusterPlace place = new ClusterPlace();

    @Option(
            names = "--hadoop",
            paramLabel = "DIR",
            description =
                    "An unpacked Hadoop, or a directory with its jars, whose daemons and commands to run (default: those that come with"
                            + " Draco).")
    Path hadoop;

    @Option(
            names = "--memory",
            paramLabel = "MB",
            description =
                    "What containers may have, all together (default: the memory of this machine).")
    Integer memoryMb;

    @Override
    @SuppressWarnings("try") // the duty at exit is held, not used
    public Integer call() throws IOException, FaultySpecificationException {
        int memory = memoryMb == null ? machineMemoryMb() : memoryMb;
        if (memory < LEAST_MEMORY_MB) {
            throw new FaultySpecificationException(
                    List.of(
                            "memory: expected at least %d MB, found %d"
                                    .formatted(LEAST_MEMORY_MB, memory)));
        }
        PrintWriter err = command.commandLine().getErr();
        PseudoCluster cluster = place.open(err);
        try (AtExit abandon = new AtExit(AtExit.KILL_JOB, () -> abandon(cluster, err))) {
            cluster.start(jars(), memory);
        }
        PrintWriter out = command.commandLine().getOut();
        ClusterStatusCommand.print(cluster, out);
        out.printf(
                "%nTo use it:%n  export HADOOP_CONF_DIR=%s PATH=%s:$PATH%n",
                cluster.configuration(), cluster.commands());
        return 0;
    }

    private HadoopJars jars() throws IOException {
        return hadoop == null
                ? HadoopJars.ofDistribution(Path.of(System.getProperty("draco.home", ".")))
                : HadoopJars.of(hadoop);
    }

    private static void abandon(PseudoCluster cluster, PrintWriter err) {
        err.println("interrupted: stopping what was started");
        try {
            cluster.abandonStart();
        } catch (IOException e) {
            err.println(e.getMessage());
        }
    }

    private static int machineMemoryMb() {
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return (int) Math.min(Integer.MAX_VALUE, system.getTotalMemorySize() >> 20);
    }
}
