package org.draco.bin.embedded;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.logging.Level;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.MiniYARNCluster;

/**
 * HDFS and YARN inside this JVM, on loopback and free ports, with one DataNode and one NodeManager; containers are real
 * processes. Several may run on one machine, one at a time in one JVM.
 *
 * <p><b>Nothing stays behind.</b> {@link #close} stops YARN, then HDFS, and deletes the directory of the cluster; the
 * same happens on Ctrl-C and SIGTERM, also in the middle of {@link #start}. When this JVM is killed outright, a {@link
 * Reaper} ends the containers and deletes the directory within a second.
 *
 * <p>Thread-safe.
 */
public final class EmbeddedCluster implements AutoCloseable {

    /** Before Hadoop closes its cached file systems (10), which the daemons and clients still need while they stop. */
    private static final int HOOK_PRIORITY = 100;

    private static final long STOP_SECONDS = 30;
    private static final long NODE_PATIENCE_MILLIS = 30_000;

    /** Where Hadoop's test classes, the mini cluster among them, put what they write. */
    private static final String MINI_YARN_DIRECTORY = "test.build.data";

    /** Guice and Jersey in the daemons log past Log4j; a field, for java.util.logging forgets what nobody holds. */
    private static final java.util.logging.Logger SHADED =
            java.util.logging.Logger.getLogger("org.apache.hadoop.shaded");

    /** The daemons themselves, for tests that do them harm. */
    record Daemons(MiniDFSCluster hdfs, MiniYARNCluster yarn) {}

    /**
     * In what a cluster differs from the usual one.
     *
     * @param settings further ones of the daemons and of everything that talks to them; they overrule ours
     * @param hdfs which HDFS it has
     */
    record Variation(Map<String, String> settings, HdfsStart hdfs) {}

    /** Starts an HDFS. */
    @FunctionalInterface
    interface HdfsStart {

        /**
         * Starts it, and makes it the default file system of the settings.
         *
         * @param directory where its files lie
         */
        MiniDFSCluster start(Path directory, Configuration settings) throws IOException;
    }

    private final Teardown teardown;
    private final Runnable hook;
    private final Configuration configuration;
    private final Daemons daemons;

    private EmbeddedCluster(
            Teardown teardown, Runnable hook, Configuration configuration, Daemons daemons) {
        this.teardown = teardown;
        this.hook = hook;
        this.configuration = configuration;
        this.daemons = daemons;
    }

    /**
     * Starts HDFS, then YARN, and returns when the node is ready to take containers (a few seconds).
     *
     * @param parent an existing directory; the cluster keeps everything in a fresh directory below it, which is deleted
     *     at the end
     * @param memoryMb what all containers together may ask for; a machine with more offers all it has. Memory is counted,
     *     not enforced
     * @param progress told in a few words what is being started
     * @throws IOException if the directory cannot be written or a daemon does not start. No process and no file is left;
     *     of a daemon that failed half-way Hadoop may leave threads, so end the JVM with {@link System#exit}
     * @throws CancellationException if this JVM was told to end meanwhile
     */
    public static EmbeddedCluster start(Path parent, int memoryMb, Consumer<String> progress)
            throws IOException {
        return start(parent, memoryMb, Map.of(), progress);
    }

    /**
     * As above.
     *
     * @param further settings of the daemons and of everything that talks to them; they overrule ours
     */
    static EmbeddedCluster start(
            Path parent, int memoryMb, Map<String, String> further, Consumer<String> progress)
            throws IOException {
        return start(
                parent, memoryMb, new Variation(further, EmbeddedCluster::oneNameNode), progress);
    }

    /** As the first, with a variation. */
    static EmbeddedCluster start(
            Path parent, int memoryMb, Variation variation, Consumer<String> progress)
            throws IOException {
        if (memoryMb < 1) {
            throw new IllegalArgumentException("memoryMb: expected at least 1, found " + memoryMb);
        }
        Teardown teardown = new Teardown();
        Runnable hook = teardown::closeAtExit;
        try {
            ShutdownHookManager.get()
                    .addShutdownHook(hook, HOOK_PRIORITY, STOP_SECONDS, TimeUnit.SECONDS);
        } catch (IllegalStateException e) {
            throw stoppedMeanwhile(e);
        }
        try {
            return startStages(parent, memoryMb, variation, progress, teardown, hook);
        } catch (CancellationException e) {
            throw e;
        } catch (Exception | LinkageError e) {
            // A LinkageError: the mini clusters are test code and load test libraries late.
            teardown.close();
            forget(hook);
            throw new IOException("The embedded Hadoop did not start: " + e, e);
        }
    }

    Daemons daemons() {
        return daemons;
    }

    /** What a client needs to reach this cluster: a new copy at each call. */
    public Configuration configuration() {
        return new Configuration(configuration);
    }

    /**
     * Where containers write their logs, below {@code application_.../container_.../}. They are not aggregated, so they
     * stay here until the cluster is closed.
     */
    public Path containerLogs() {
        return Path.of(configuration.get(YarnConfiguration.NM_LOG_DIRS));
    }

    /** Ends all containers, stops YARN, then HDFS, and deletes the directory; about two seconds. Idempotent. */
    @Override
    public void close() {
        teardown.close();
        forget(hook);
    }

    private static EmbeddedCluster startStages(
            Path parent,
            int memoryMb,
            Variation variation,
            Consumer<String> progress,
            Teardown teardown,
            Runnable hook)
            throws Exception {
        Path directory = Files.createTempDirectory(parent, "draco-embedded-").toRealPath();
        teardown.stage("the reaper", () -> reaper(directory));
        Configuration settings =
                ClusterSettings.of(directory, Math.max(memoryMb, machineMemoryMb()));
        ClusterSettings.resourceManager(settings, MiniYARNCluster.getHostname());
        variation.settings().forEach(settings::set);
        UserGroupInformation.setConfiguration(settings);
        SHADED.setLevel(Level.SEVERE);
        progress.accept("starting HDFS");
        AtomicReference<MiniDFSCluster> hdfs = new AtomicReference<>();
        teardown.stageOfThreads(
                "HDFS",
                () -> {
                    hdfs.set(variation.hdfs().start(directory.resolve("hdfs"), settings));
                    return () -> hdfs.get().shutdown(false);
                });
        progress.accept("starting YARN");
        MiniYARNCluster yarn = newMiniYarn(directory.resolve("yarn"));
        teardown.stage("YARN", () -> startYarn(yarn, settings));
        return new EmbeddedCluster(teardown, hook, settings, new Daemons(hdfs.get(), yarn));
    }

    private static Reaper reaper(Path directory) throws IOException {
        try {
            return new Reaper(directory);
        } catch (IOException e) {
            Files.delete(directory);
            throw e;
        }
    }

    private static MiniDFSCluster oneNameNode(Path directory, Configuration settings)
            throws IOException {
        MiniDFSCluster hdfs =
                new MiniDFSCluster.Builder(settings, directory.toFile())
                        .numDataNodes(settings.getInt("dfs.replication", 1))
                        .build();
        settings.set("fs.defaultFS", hdfs.getURI().toString());
        return hdfs;
    }

    private static AutoCloseable startYarn(MiniYARNCluster yarn, Configuration settings)
            throws Exception {
        AutoCloseable stop = () -> stopYarn(yarn);
        try {
            yarn.init(settings);
            yarn.start();
            if (!yarn.waitForNodeManagersToConnect(NODE_PATIENCE_MILLIS)) {
                throw new IOException(
                        "the NodeManager did not register within "
                                + NODE_PATIENCE_MILLIS / 1000
                                + " s");
            }
        } catch (Exception | LinkageError e) {
            stop.close();
            throw e;
        }
        addresses(yarn.getResourceManager().getConfig(), settings);
        Configuration node = yarn.getNodeManager(0).getConfig();
        settings.set(YarnConfiguration.NM_LOG_DIRS, node.get(YarnConfiguration.NM_LOG_DIRS));
        return stop;
    }

    private static MiniYARNCluster newMiniYarn(Path directory) {
        String before = System.getProperty(MINI_YARN_DIRECTORY);
        System.setProperty(MINI_YARN_DIRECTORY, directory.toString());
        try {
            return new MiniYARNCluster("draco", 1, 1, 1);
        } finally {
            if (before == null) {
                System.clearProperty(MINI_YARN_DIRECTORY);
            } else {
                System.setProperty(MINI_YARN_DIRECTORY, before);
            }
        }
    }

    /**
     * First the NodeManager, so that it kills the containers and launches no further attempt; then the ResourceManager by
     * hand, because the mini cluster's own stop waits five seconds for masters that have just been killed.
     */
    private static void stopYarn(MiniYARNCluster yarn) {
        if (yarn.getNodeManager(0) != null) {
            yarn.getNodeManager(0).stop();
        }
        yarn.stopResourceManager(0);
        yarn.stop();
    }

    /** The ports are known once the daemons listen. */
    private static void addresses(Configuration from, Configuration to) {
        for (String key :
                new String[] {
                    YarnConfiguration.RM_ADDRESS,
                    YarnConfiguration.RM_SCHEDULER_ADDRESS,
                    YarnConfiguration.RM_ADMIN_ADDRESS,
                    YarnConfiguration.RM_RESOURCE_TRACKER_ADDRESS,
                    YarnConfiguration.RM_WEBAPP_ADDRESS
                }) {
            to.set(key, from.get(key));
        }
    }

    private static int machineMemoryMb() {
        var system =
                ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
        return (int) Math.min(Integer.MAX_VALUE, system.getTotalMemorySize() >> 20);
    }

    private static void forget(Runnable hook) {
        if (!ShutdownHookManager.get().isShutdownInProgress()) {
            ShutdownHookManager.get().removeShutdownHook(hook);
        }
    }

    private static CancellationException stoppedMeanwhile(IllegalStateException cause) {
        CancellationException stopped =
                new CancellationException("stopped before the embedded Hadoop was started");
        stopped.initCause(cause);
        return stopped;
    }
}
