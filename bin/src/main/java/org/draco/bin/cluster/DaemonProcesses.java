package org.draco.bin.cluster;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Starts daemons as processes that outlive this one, finds those of earlier starts, ends them. A process is one of ours if its
 * command line says so: a pid file alone may name a stranger that has been given the number since.
 */
final class DaemonProcesses {

    /**
     * A process of its own that neither a Ctrl-C of this one nor the end of the terminal reaches: a shell has its background
     * processes ignore the one, and nohup the other. Prints the pid.
     */
    private static final String IN_THE_BACKGROUND =
            "nohup \"$@\" </dev/null >\"$0\" 2>&1 & echo $!";

    private static final int LAST_LINES = 15;
    private static final long LOOK_MILLIS = 50;
    private static final long GRACE_SECONDS = 20;
    private static final long KILL_SECONDS = 10;

    private final ClusterDirectory directory;

    DaemonProcesses(ClusterDirectory directory) {
        this.directory = directory;
    }

    /** The process of a daemon, if it runs. */
    Optional<ProcessHandle> find(Daemon daemon) throws IOException {
        return recordedPid(daemon)
                .flatMap(ProcessHandle::of)
                .filter(process -> isDaemon(process, daemon));
    }

    /** The pid that was written down, though there may be no such process. */
    Optional<Long> recordedPid(Daemon daemon) throws IOException {
        Path file = directory.pid(daemon);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String text = Files.readString(file).strip();
        return text.matches("[1-9][0-9]{0,17}")
                ? Optional.of(Long.valueOf(text))
                : Optional.empty();
    }

    /** Not what is dead and nobody has waited for: such a process has no command line any more. */
    private boolean isDaemon(ProcessHandle process, Daemon daemon) {
        return process.info().commandLine().orElse("").contains(mark(daemon));
    }

    /** Early on the command line, of which Java shows some thousand characters. */
    private String mark(Daemon daemon) {
        return "-Ddraco.cluster=" + daemon + "@" + directory.root() + " ";
    }

    /** Starts a daemon; what it logged before is kept once. */
    void start(Daemon daemon, HadoopJars hadoop) throws IOException {
        Path log = directory.log(daemon);
        if (Files.exists(log)) {
            Files.move(
                    log,
                    log.resolveSibling(log.getFileName() + ".1"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        List<String> words =
                new ArrayList<>(List.of("sh", "-c", IN_THE_BACKGROUND, log.toString()));
        words.addAll(java(daemon, hadoop));
        Process shell = prepared(words).redirectErrorStream(true).start();
        shell.getOutputStream().close();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!said.strip().matches("[1-9][0-9]*")) {
            throw new IOException("the %s cannot be started: sh says %s".formatted(daemon, said));
        }
        Files.writeString(directory.pid(daemon), said);
    }

    /**
     * Makes an empty HDFS.
     *
     * @throws IOException with what the NameNode says, if it cannot
     */
    void format(HadoopJars hadoop) throws IOException {
        List<String> words = java(Daemon.NAMENODE, hadoop);
        words.addAll(List.of("-format", "-nonInteractive"));
        Process process =
                prepared(words)
                        .redirectErrorStream(true)
                        .redirectOutput(directory.formatLog().toFile())
                        .start();
        process.getOutputStream().close();
        try {
            if (process.waitFor() != 0) {
                throw new IOException(
                        "HDFS cannot be formatted:\n" + lastLines(directory.formatLog()));
            }
        } catch (InterruptedException e) {
            process.destroy();
            throw interrupted();
        }
    }

    private List<String> java(Daemon daemon, HadoopJars hadoop) {
        return new ArrayList<>(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        mark(daemon).strip(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        // ResourceManagers and NodeManagers before 3.5 want it.
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "-Djava.net.preferIPv4Stack=true",
                        "-Dhadoop.log.dir=" + directory.logs(),
                        "-cp",
                        hadoop.classPath(directory),
                        daemon.mainClass()));
    }

    /** Without what the caller's shell has set for another Hadoop. */
    private ProcessBuilder prepared(List<String> words) {
        ProcessBuilder builder = new ProcessBuilder(words).directory(directory.root().toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.matches("(HADOOP|HDFS|YARN|MAPRED)_.*|CLASSPATH"));
        return builder;
    }

    /**
     * Throws if a daemon is not there any more, with what it logged last.
     *
     * @throws IOException then
     */
    void requireAlive(Daemon daemon) throws IOException {
        if (find(daemon).isEmpty()) {
            throw new IOException(
                    "the %s has ended; its log %s ends so:\n%s"
                            .formatted(
                                    daemon,
                                    directory.log(daemon),
                                    lastLines(directory.log(daemon))));
        }
    }

    /** Without the banner that daemons print at their end. */
    static String lastLines(Path log) throws IOException {
        List<String> lines =
                Files.exists(log)
                        ? new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                                .lines()
                                .filter(
                                        line ->
                                                !line.matches(
                                                        "\\s*at .*|.*SHUTDOWN_MSG.*|/?\\*+/?"))
                                .toList()
                        : List.of();
        return String.join(
                "\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }

    /**
     * Ends a daemon, gently and then by force, and forgets its pid.
     *
     * @return whether there was one
     */
    boolean stop(Daemon daemon) throws IOException {
        Optional<ProcessHandle> process = find(daemon);
        if (process.isPresent()) {
            process.get().destroy();
            if (!isGone(daemon, GRACE_SECONDS)) {
                process.get().destroyForcibly();
                if (!isGone(daemon, KILL_SECONDS)) {
                    throw new IOException(
                            "the %s, process %d, does not end; kill it by hand"
                                    .formatted(daemon, process.get().pid()));
                }
            }
        }
        Files.deleteIfExists(directory.pid(daemon));
        return process.isPresent();
    }

    private boolean isGone(Daemon daemon, long seconds) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (find(daemon).isPresent()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            pause();
        }
        return true;
    }

    /** A moment between two looks at another process. */
    static void pause() throws InterruptedIOException {
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted");
    }
}
