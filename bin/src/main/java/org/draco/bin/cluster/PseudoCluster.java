package org.draco.bin.cluster;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The four daemons of one directory. They outlive the process that starts them; whoever comes later finds them by their pid
 * files. Several clusters may run on one machine, each in a directory of its own.
 *
 * <p>Not thread-safe but for {@link #abandonStart}. Of two processes that start or stop one cluster at once the second is refused.
 */
public final class PseudoCluster {

    private static final long PATIENCE_SECONDS = 180;

    private final ClusterDirectory directory;
    private final DaemonProcesses processes;
    private final Consumer<String> progress;
    private final List<Daemon> started = new CopyOnWriteArrayList<>();
    private boolean abandoned;

    /**
     * The cluster of a directory, whether or not there is one yet.
     *
     * @param root its directory
     * @param progress is told what is done, in words for a person
     * @throws IllegalArgumentException if Hadoop could not live in a directory of this name
     */
    public PseudoCluster(Path root, Consumer<String> progress) {
        this.directory = ClusterDirectory.of(root);
        this.processes = new DaemonProcesses(directory);
        this.progress = progress;
    }

    /**
     * Starts those daemons that do not run, and waits until files can be written and containers be started. When that fails, what
     * was started is stopped again.
     *
     * @param hadoop whose daemons
     * @param memoryMb what containers may have, all together
     * @throws IOException that says which daemon cannot run, and why as far as it says so itself
     */
    @SuppressWarnings("try") // the lock is held, not used
    public void start(HadoopJars hadoop, int memoryMb) throws IOException {
        directory.make();
        try (FileChannel file = openLock();
                FileLock lock = lock(file)) {
            List<Daemon> missing = missing();
            if (missing.isEmpty()) {
                progress.accept("runs already");
                return;
            }
            directory.requireRoom();
            ClusterPorts ports = ClusterPorts.readOrDraw(directory.ports());
            for (Daemon daemon : missing) {
                ports.requireFree(daemon);
            }
            prepare(hadoop, ports, memoryMb);
            try {
                startMissing(missing, hadoop, new DaemonMetrics(ports));
            } catch (IOException | RuntimeException e) {
                stopAll(started);
                throw e;
            }
        }
    }

    /**
     * Ends what {@link #start} has started so far, and has it start no more; for another thread, when this process is told to
     * end. Does nothing after it has returned.
     */
    public void abandonStart() throws IOException {
        synchronized (started) {
            abandoned = true;
        }
        stopAll(started);
    }

    private void prepare(HadoopJars hadoop, ClusterPorts ports, int memoryMb) throws IOException {
        for (String pages : List.of("hdfs", "datanode", "secondary", "static")) {
            Files.createDirectories(directory.temporary().resolve("webapps").resolve(pages));
        }
        new SiteFiles(directory, ports, memoryMb).write();
        CommandScripts.write(directory, hadoop);
        if (!directory.isFormatted()) {
            progress.accept("making an empty HDFS in " + directory.data());
            processes.format(hadoop);
        }
    }

    private void startMissing(List<Daemon> missing, HadoopJars hadoop, DaemonMetrics metrics)
            throws IOException {
        progress.accept("starting NameNode and ResourceManager");
        start(Daemon.MASTERS, missing, hadoop);
        await(
                "NameNode and ResourceManager to listen",
                () ->
                        metrics.listens(Port.NAMENODE_RPC)
                                && metrics.listens(Port.RESOURCEMANAGER_TRACKER),
                Daemon.MASTERS);
        progress.accept("starting DataNode and NodeManager");
        if (missing.contains(Daemon.NODEMANAGER)) {
            new LeftContainers(directory).end();
        }
        start(Daemon.WORKERS, missing, hadoop);
        await("HDFS to take files", metrics::hdfsIsReady, List.of(Daemon.values()));
        await("YARN to have a node", metrics::yarnIsReady, List.of(Daemon.values()));
        started.clear();
    }

    private void start(List<Daemon> some, List<Daemon> missing, HadoopJars hadoop)
            throws IOException {
        for (Daemon daemon : some) {
            if (missing.contains(daemon)) {
                synchronized (started) {
                    if (abandoned) {
                        throw new InterruptedIOException("told to end");
                    }
                    started.add(daemon);
                    processes.start(daemon, hadoop);
                }
            }
        }
    }

    private void await(String what, BooleanSupplier condition, List<Daemon> needed)
            throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            for (Daemon daemon : needed) {
                processes.requireAlive(daemon);
            }
            if (System.nanoTime() - deadline > 0) {
                throw new IOException(
                        "waited %d s in vain for %s; see the logs in %s"
                                .formatted(PATIENCE_SECONDS, what, directory.logs()));
            }
            DaemonProcesses.pause();
        }
    }

    private List<Daemon> missing() throws IOException {
        List<Daemon> missing = new ArrayList<>();
        for (Daemon daemon : Daemon.values()) {
            if (processes.find(daemon).isEmpty()) {
                missing.add(daemon);
            }
        }
        return missing;
    }

    /**
     * Ends the containers and the daemons, gently and then by force; data are kept. Does nothing if nothing runs.
     *
     * @return how many daemons were ended
     * @throws IOException if one cannot be ended
     */
    @SuppressWarnings("try") // the lock is held, not used
    public int stop() throws IOException {
        if (!Files.isDirectory(directory.run())) {
            return 0;
        }
        try (FileChannel file = openLock();
                FileLock lock = lock(file)) {
            return stopAll(Daemon.AS_THEY_STOP);
        }
    }

    /** One that does not end keeps no other alive. */
    private int stopAll(List<Daemon> some) throws IOException {
        int stopped = 0;
        IOException failure = null;
        for (Daemon daemon : Daemon.AS_THEY_STOP) {
            try {
                if (some.contains(daemon) && processes.stop(daemon)) {
                    stopped++;
                    progress.accept("stopped the " + daemon);
                }
            } catch (InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                failure = e;
            }
        }
        if (processes.find(Daemon.NODEMANAGER).isEmpty()) {
            new LeftContainers(directory).end();
        }
        if (failure != null) {
            throw failure;
        }
        return stopped;
    }

    /** Every daemon, in the order in which they start. */
    public List<DaemonStatus> status() throws IOException {
        Optional<ClusterPorts> ports =
                Files.exists(directory.ports())
                        ? Optional.of(ClusterPorts.read(directory.ports()))
                        : Optional.empty();
        List<DaemonStatus> all = new ArrayList<>();
        for (Daemon daemon : Daemon.values()) {
            Optional<Long> pid = processes.find(daemon).map(ProcessHandle::pid);
            Optional<Long> recorded = processes.recordedPid(daemon);
            all.add(
                    new DaemonStatus(
                            daemon.toString(),
                            pid,
                            ports.map(p -> p.page(daemon)).orElse(""),
                            pid.isEmpty() && recorded.isPresent()
                                    ? "process %d is gone; its log: %s"
                                            .formatted(recorded.get(), directory.log(daemon))
                                    : ""));
        }
        return all;
    }

    /** Where everything of this cluster lies. */
    public Path root() {
        return directory.root();
    }

    /** Hadoop's commands for this cluster, to be put on {@code PATH}. */
    public Path commands() {
        return directory.bin();
    }

    /** For {@code HADOOP_CONF_DIR}. */
    public Path configuration() {
        return directory.conf();
    }

    private FileChannel openLock() throws IOException {
        return FileChannel.open(
                directory.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private FileLock lock(FileChannel file) throws IOException {
        Optional<FileLock> lock;
        try {
            lock = Optional.ofNullable(file.tryLock());
        } catch (OverlappingFileLockException inThisProcess) {
            lock = Optional.empty();
        }
        return lock.orElseThrow(
                () ->
                        new IOException(
                                "another draco cluster start or stop is at work in "
                                        + directory.root()
                                        + "; wait for it"));
    }
}
