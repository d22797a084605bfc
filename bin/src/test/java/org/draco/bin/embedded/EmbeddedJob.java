package org.draco.bin.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.yarn.exceptions.YarnException;

/** A cluster with one container that runs until it is killed; also a program, to be killed itself. */
final class EmbeddedJob {

    /** What stands in the file on HDFS, and what the container therefore copies. */
    static final String GREETING = "from HDFS through a container";

    private EmbeddedJob() {}

    /** The argument: a directory for cluster and container. Ends when it is killed. */
    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        EmbeddedCluster cluster =
                EmbeddedCluster.start(directory.resolve("cluster"), 512, System.out::println);
        submit(cluster.configuration(), directory);
        Thread.currentThread().join();
    }

    /**
     * The container writes the pid of a child of its shell to {@code pid}, and then what it found on HDFS to {@code
     * answer}. A child, because the shell alone is easily ended.
     */
    static void submit(Configuration conf, Path directory) throws IOException, YarnException {
        var file = new org.apache.hadoop.fs.Path("/greeting");
        try (FSDataOutputStream out = file.getFileSystem(conf).create(file)) {
            out.write(GREETING.getBytes(StandardCharsets.UTF_8));
        }
        // $! is for the shell inside; the NodeManager's script would expand it first.
        String command =
                "sleep 600 & echo \\$! > %1$s/pid; cat greeting > %1$s/part;".formatted(directory)
                        + " test -x $JAVA_HOME/bin/java && mv %1$s/part %1$s/answer; wait"
                                .formatted(directory);
        ShellApplication.submit(conf, command, file);
    }
}
