package org.draco.bin.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person is told when a cluster cannot start or does not run. */
class PseudoClusterTest {

    private static final int MEMORY_MB = 2048;

    @TempDir private Path place;
    private final List<String> progress = new ArrayList<>();
    private ClusterDirectory directory;
    private PseudoCluster cluster;

    @BeforeEach
    void choosePlace() throws IOException {
        directory = ClusterDirectory.of(place.toRealPath().resolve("cluster"));
        cluster = new PseudoCluster(directory.root(), progress::add);
    }

    /** A Hadoop without classes: each of its daemons ends at once. */
    private HadoopJars brokenHadoop() throws IOException {
        Path jars = Files.createDirectories(place.resolve("jars"));
        Files.write(jars.resolve("hadoop-broken.jar"), new byte[0]);
        return HadoopJars.of(jars);
    }

    private String refusal() throws IOException {
        HadoopJars hadoop = brokenHadoop();
        return assertThrows(IOException.class, () -> cluster.start(hadoop, MEMORY_MB)).getMessage();
    }

    @Test
    void nothingRunsWhereNothingWasStarted() throws IOException {
        assertEquals(
                List.of("namenode", "resourcemanager", "datanode", "nodemanager"),
                cluster.status().stream().map(DaemonStatus::name).toList());
        assertTrue(cluster.status().stream().noneMatch(DaemonStatus::runs));
        assertEquals(0, cluster.stop());
        assertFalse(Files.exists(directory.root()), "asking makes no directory");
    }

    @Test
    void saysWhatADaemonSaidThatCannotStart() throws IOException {
        String message = refusal();
        assertTrue(message.startsWith("HDFS cannot be formatted:"), message);
        assertTrue(message.contains("org.apache.hadoop.hdfs.server.namenode.NameNode"), message);
    }

    @Test
    void saysWhichDaemonHasEndedAndHowItsLogEnds() throws IOException {
        directory.make();
        Path names = Files.createDirectories(directory.names().resolve("current"));
        Files.createFile(names.resolve("VERSION"));
        String message = refusal();
        assertTrue(message.contains("has ended; its log " + directory.logs()), message);
        assertTrue(message.contains("Could not find or load main class"), message);
        assertEquals(List.of(), pidFiles(), "nothing is left of a start that failed");
    }

    private List<Path> pidFiles() throws IOException {
        try (var files = Files.list(directory.run())) {
            return files.filter(file -> file.toString().endsWith(".pid")).toList();
        }
    }

    @Test
    void namesThePortThatAnotherProgramHas() throws IOException {
        directory.make();
        ClusterPorts ports = ClusterPorts.readOrDraw(directory.ports());
        int taken = ports.numbers().get(Port.RESOURCEMANAGER_SCHEDULER);
        try (ServerSocket other =
                new ServerSocket(taken, 1, InetAddress.getByName(ClusterPorts.HOST))) {
            String message = refusal();
            assertTrue(
                    message.startsWith(
                            "yarn.resourcemanager.scheduler.address: expected port "
                                    + other.getLocalPort()),
                    message);
            assertTrue(message.contains(directory.ports().toString()), message);
        }
    }

    @Test
    void portsDifferAndAreTheSameAfterTheNextStart() throws IOException {
        directory.make();
        ClusterPorts drawn = ClusterPorts.readOrDraw(directory.ports());
        assertEquals(Port.values().length, new HashSet<>(drawn.numbers().values()).size());
        assertEquals(drawn, ClusterPorts.readOrDraw(directory.ports()));
    }

    @Test
    void namesAPortThatIsNone() throws IOException {
        directory.make();
        ClusterPorts.readOrDraw(directory.ports());
        Files.writeString(directory.ports(), "fs.defaultFS=99999\n");
        String message =
                assertThrows(IOException.class, () -> ClusterPorts.read(directory.ports()))
                        .getMessage();
        assertTrue(message.contains("fs.defaultFS"), message);
        assertTrue(message.contains("found 99999"), message);
    }

    @Test
    void aPidFileThatNamesAStrangerIsNoDaemon() throws IOException {
        directory.make();
        ClusterPorts.readOrDraw(directory.ports());
        long stranger = ProcessHandle.current().pid();
        Files.writeString(directory.pid(Daemon.DATANODE), stranger + "\n");
        DaemonStatus datanode = cluster.status().get(Daemon.DATANODE.ordinal());
        assertFalse(datanode.runs());
        assertTrue(
                datanode.detail().contains("process " + stranger + " is gone"), datanode::detail);
        assertEquals(0, cluster.stop(), "strangers are left alone");
        assertEquals(List.of(), pidFiles());
    }

    @Test
    void twoDoNotStartOneClusterAtOnce() throws IOException {
        directory.make();
        try (FileChannel file =
                        FileChannel.open(
                                directory.lock(),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                FileLock lock = file.lock()) {
            assertTrue(lock.isValid());
            assertTrue(refusal().startsWith("another draco cluster start or stop"));
        }
    }

    @Test
    void whereNoHadoopIsSaysSo() {
        String message =
                assertThrows(FileNotFoundException.class, () -> HadoopJars.of(place)).getMessage();
        assertTrue(message.startsWith(place + ": expected the jars of a Hadoop"), message);
    }

    @Test
    void refusesAPathThatContainersCannotBear() {
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new PseudoCluster(Path.of("/tmp/my cluster"), progress::add))
                        .getMessage();
        assertTrue(message.contains("found /tmp/my cluster"), message);
    }

    @Test
    void whatAContainerLeavesRunningIsEnded() throws Exception {
        directory.make();
        Path work = Files.createDirectories(directory.containers().resolve("container_1"));
        Process left = new ProcessBuilder("sleep", "1000").directory(work.toFile()).start();
        try {
            LeftContainers containers = new LeftContainers(directory);
            if (Files.exists(Path.of("/proc/self/cwd"))) {
                assertEquals(List.of(left.toHandle()), containers.find());
                containers.end();
                assertTrue(left.waitFor(1, TimeUnit.MINUTES));
            } else {
                assertEquals(List.of(), containers.find());
            }
        } finally {
            left.destroyForcibly();
        }
    }

    @Test
    void everythingIsOnLoopbackAndBelowTheDirectory() throws IOException {
        directory.make();
        ClusterPorts ports = ClusterPorts.readOrDraw(directory.ports());
        new SiteFiles(directory, ports, MEMORY_MB).write();
        Configuration written = new Configuration(false);
        for (String file : List.of("core-site.xml", "hdfs-site.xml", "yarn-site.xml")) {
            written.addResource(directory.conf().resolve(file).toUri().toURL());
        }
        for (Port port : Port.values()) {
            String address = written.get(port.key(), "").replace("hdfs://", "");
            assertEquals(ports.address(port), address, port.key());
        }
        for (String key :
                List.of(
                        "hadoop.tmp.dir",
                        "dfs.namenode.name.dir",
                        "dfs.datanode.data.dir",
                        "yarn.nodemanager.local-dirs",
                        "yarn.nodemanager.log-dirs")) {
            assertTrue(written.get(key, "").contains(directory.root().toString()), key);
        }
    }
}
