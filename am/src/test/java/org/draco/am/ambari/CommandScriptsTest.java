package org.draco.am.ambari;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

/** The client's installation and the service check, with made-up {@code yarn}, {@code hdfs} and {@code kinit} that write down how they are called. */
class CommandScriptsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path SCRIPTS = ManagementPack.DEFINITION.resolve("package/scripts");
    private static final String VERSIONS = "org.draco.am.ambari.Python#versions";
    private static final String TRAINED =
            "echo 'INFO submitted application_1_0001'; echo '{\"final_step\":150,\"test_accuracy\":0.9,\"seconds\":61,\"suspects\":{\"2\":150}}'; echo 'a warning'";

    @TempDir Path directory;

    private Path home;
    private Path bin;
    private ObjectNode command;

    @BeforeEach
    void aHostOfACluster() throws IOException {
        home = Files.createDirectories(directory.resolve("draco"));
        bin = Files.createDirectories(directory.resolve("commands"));
        Files.createDirectories(directory.resolve("conf"));
        Files.createDirectories(directory.resolve("tmp"));
        command = JSON.createObjectNode();
        for (String type : List.of("draco-env", "draco-metrics2")) {
            ObjectNode values = command.withObject("/configurations/" + type);
            for (Element property : ManagementPack.properties(type)) {
                // Ambari gives texts as they are, without the last line's end.
                values.put(
                        ManagementPack.text(property, "name"),
                        ManagementPack.text(property, "value") + lineEnd(property));
            }
        }
        Path java = Files.createDirectories(directory.resolve("java/bin")).resolve("java");
        executable(java, "true");
        configuration("draco-env").put("draco_home", home.toString());
        configuration("draco-env").put("draco_java_home", directory.resolve("java").toString());
        configuration("cluster-env").put("smokeuser", "ambari-qa").put("user_group", "hadoop");
        configuration("core-site").put("fs.defaultFS", "hdfs://nn:8020");
        configuration("yarn-site").put("yarn.resourcemanager.webapp.address", "rm:8088");
    }

    private static String lineEnd(Element property) {
        return ManagementPack.text(property, "name").equals("content") ? "\n" : "";
    }

    private ObjectNode configuration(String type) {
        return command.withObject("/configurations/" + type);
    }

    private static void executable(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        assertTrue(file.toFile().setExecutable(true));
    }

    /** A made-up command: writes down its words, and then does so. */
    private void commandDoes(String name, String script) throws IOException {
        executable(
                bin.resolve(name),
                "echo " + name + " \"$@\" as $TEST_USER on $JAVA_HOME >> " + log() + "\n" + script);
    }

    private Path log() {
        return directory.resolve("called");
    }

    private List<String> called() throws IOException {
        return Files.readAllLines(log());
    }

    private void distribution() throws IOException {
        Files.createDirectories(home.resolve("lib"));
        Files.writeString(home.resolve("draco.jar"), "");
        Files.writeString(home.resolve("draco-containers.tar.gz"), "");
        try (OutputStream out =
                        Files.newOutputStream(home.resolve("lib/draco-hdfs-layout-0.1.0.jar"));
                ZipOutputStream jar = new ZipOutputStream(out)) {
            for (String name :
                    List.of(
                            "train-images-idx3",
                            "train-labels-idx1",
                            "t10k-images-idx3",
                            "t10k-labels-idx1")) {
                jar.putNextEntry(new ZipEntry("org/draco/layout/idx/mnist/" + name + "-ubyte.gz"));
                jar.write(name.getBytes(StandardCharsets.UTF_8));
            }
            jar.putNextEntry(new ZipEntry("org/draco/layout/idx/mnist/README.md"));
        }
    }

    private Python.Result run(Python python, String script, String type, String method)
            throws IOException {
        Path given = directory.resolve("command.json");
        Files.writeString(given, command.toString());
        return python.run(
                Map.of(
                        "TEST_COMMAND", given.toString(),
                        "TEST_BIN", bin.toString(),
                        "TEST_TMP", directory.resolve("tmp").toString(),
                        "TEST_CONF", directory.resolve("conf").toString()),
                "",
                List.of(
                        Python.TESTS.resolve("run_command.py").toString(),
                        SCRIPTS.resolve(script).toString(),
                        type,
                        method));
    }

    private Python.Result check(Python python) throws IOException {
        return run(python, "service_check.py", "ServiceCheck", "service_check");
    }

    private static String failure(Python.Result result) {
        assertEquals(1, result.exitCode(), result::said);
        return result.said().substring(result.said().indexOf("FAILED "));
    }

    @ParameterizedTest
    @MethodSource(VERSIONS)
    void theServiceCheckPreparesTheDigitsAndTrains(Python python) throws IOException {
        distribution();
        commandDoes("hdfs", "[ \"$2\" != -test ]");
        commandDoes(
                "yarn",
                "if [ $3 = prepare ]; then ls \"$7\" >> " + log() + "; else " + TRAINED + "; fi");
        Python.Result result = check(python);
        assertEquals(0, result.exitCode(), result::said);
        assertTrue(
                result.said()
                        .contains("trained 150 steps in 61 s, with its liar caught; accuracy 0.9"),
                result::said);
        String root = "hdfs://nn:8020/user/ambari-qa/draco-service-check";
        List<String> called = called();
        assertTrue(called.get(0).startsWith("hdfs dfs -test -e " + root), called.get(0));
        assertTrue(
                called.get(2)
                        .startsWith("yarn jar " + home + "/draco.jar prepare --dataset digits"),
                called.get(2));
        assertEquals("t10k-images-idx3-ubyte.gz", called.get(3));
        assertEquals(8, called.size(), called::toString);
        String train = called.get(7);
        assertTrue(
                train.contains("train --root " + root + " --dataset digits --workers 3 "), train);
        assertTrue(train.contains(" --worker-fail 1 --max-steps 150 "), train);
        assertTrue(train.endsWith(" as ambari-qa on " + directory.resolve("java")), train);
        try (var left = Files.list(directory.resolve("tmp"))) {
            assertEquals(0, left.count(), "the digits do not stay");
        }
    }

    @ParameterizedTest
    @MethodSource(VERSIONS)
    void theSecondCheckOnlyTrainsAndLogsInWhereThereIsKerberos(Python python) throws IOException {
        distribution();
        configuration("cluster-env")
                .put("security_enabled", "true")
                .put("smokeuser_keytab", "/keytabs/smoke")
                .put("smokeuser_principal_name", "ambari-qa@EXAMPLE.COM");
        commandDoes("kinit", "true");
        commandDoes("hdfs", "true");
        commandDoes("yarn", TRAINED);
        assertEquals(0, check(python).exitCode());
        List<String> called = called();
        assertEquals(3, called.size());
        assertTrue(
                called.get(0)
                        .startsWith("kinit -kt /keytabs/smoke ambari-qa@EXAMPLE.COM as ambari-qa"),
                called.get(0));
    }

    @ParameterizedTest
    @MethodSource(VERSIONS)
    void aFailedJobIsSaidWithItsLastWordsAndAnAdvice(Python python) throws IOException {
        distribution();
        commandDoes("hdfs", "true");
        commandDoes("yarn", "echo 'worker 2 has died'; exit 1");
        String failure = failure(check(python));
        assertTrue(failure.startsWith("FAILED the job fails (exit code 1): yarn jar "), failure);
        assertTrue(failure.contains("worker 2 has died\nWhat the job logged: yarn logs"), failure);
        commandDoes(
                "yarn",
                "echo 'X has been compiled by a more recent version of the Java Runtime'; exit 1");
        assertTrue(failure(check(python)).contains("Set submit_with to bin/draco"));
    }

    @ParameterizedTest
    @MethodSource(VERSIONS)
    void aJobThatEndsEarlyOrCatchesNobodyOrDoesNotEndHasFailed(Python python) throws IOException {
        distribution();
        commandDoes("hdfs", "true");
        commandDoes("yarn", "echo '{\"final_step\":149}'");
        assertTrue(
                failure(check(python)).contains("expected final_step 150 in the last line, found"));
        commandDoes("yarn", "echo '{\"final_step\":150,\"suspects\":{}}'");
        assertTrue(failure(check(python)).contains("expected suspects, for one worker lied"));
        configuration("draco-env").put("service_check_timeout", 1);
        commandDoes("yarn", "exec sleep 600");
        assertTrue(
                failure(check(python))
                        .contains("expected an end within 1 s, found none: yarn jar"));
    }

    @ParameterizedTest
    @MethodSource(VERSIONS)
    void withBinDracoTheDistributionsOwnHadoopIsUsed(Python python) throws IOException {
        distribution();
        configuration("draco-env").put("submit_with", "bin-draco");
        commandDoes("hdfs", "true");
        Files.createDirectories(home.resolve("bin"));
        executable(home.resolve("bin/draco"), TRAINED);
        assertEquals(0, check(python).exitCode());
    }

    @ParameterizedTest
    @MethodSource(VERSIONS)
    void theClientWritesWhereMetricsGo(Python python) throws IOException {
        distribution();
        assertEquals(0, run(python, "draco_client.py", "DracoClient", "install").exitCode());
        Properties without = metrics();
        assertEquals(Map.of("*.period", "10"), without);
        command.withObject("/clusterHostInfo")
                .putArray("metrics_collector_hosts")
                .add("c1.example.com")
                .add("c2.example.com");
        configuration("ams-site")
                .put("timeline.metrics.service.webapp.address", "0.0.0.0:6189")
                .put("timeline.metrics.service.http.policy", "HTTPS_ONLY");
        assertEquals(0, run(python, "draco_client.py", "DracoClient", "configure").exitCode());
        assertEquals(
                Map.of(
                        "*.period", "10",
                        "draco.sink.ams.class", "org.draco.layout.telemetry.CollectorSink",
                        "draco.sink.ams.hosts", "c1.example.com,c2.example.com",
                        "draco.sink.ams.port", "6189",
                        "draco.sink.ams.protocol", "https",
                        "draco.sink.ams.appid", "draco"),
                metrics());
    }

    private Properties metrics() throws IOException {
        Properties written = new Properties();
        try (var in =
                Files.newInputStream(directory.resolve("conf/hadoop-metrics2-draco.properties"))) {
            written.load(in);
        }
        return written;
    }

    @ParameterizedTest
    @MethodSource(VERSIONS)
    void anArchiveIsUnpackedIfItIsTheOneThatWasNamed(Python python)
            throws IOException, InterruptedException, NoSuchAlgorithmException {
        distribution();
        Path archive = directory.resolve("draco-0.1.0.tar.gz");
        Process tar =
                new ProcessBuilder(
                                "tar",
                                "-czf",
                                archive.toString(),
                                "-C",
                                directory.toString(),
                                "draco")
                        .start();
        assertEquals(0, tar.waitFor());
        home = directory.resolve("elsewhere");
        configuration("draco-env").put("draco_home", home.toString());
        assertTrue(install(python).contains("draco_home: expected draco.jar in " + home));
        configuration("draco-env")
                .put("draco_archive", archive.toUri().toString().replace("file:/", "file:///"));
        assertTrue(install(python).contains("draco_archive_sha256: expected 64"));
        configuration("draco-env").put("draco_archive_sha256", "0".repeat(64));
        assertTrue(install(python).contains("sha256sum"));
        assertFalse(Files.exists(home.resolve("draco.jar")));
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        configuration("draco-env")
                .put(
                        "draco_archive_sha256",
                        HexFormat.of().formatHex(digest.digest(Files.readAllBytes(archive))));
        assertEquals("DONE", run(python, "draco_client.py", "DracoClient", "install").lastLine());
        assertTrue(Files.exists(home.resolve("draco.jar")));
    }

    @ParameterizedTest
    @MethodSource(VERSIONS)
    void theMonitorIsStartedOnceAndStopped(Python python) throws Exception {
        // Commands find on their path what a cluster's hosts have, which need not be this Python.
        String itself =
                python.run(Map.of(), "", List.of("-c", "import sys; print(sys.executable)"))
                        .lastLine();
        executable(bin.resolve("ambari-python-wrap"), "exec " + itself + " -B \"$@\"");
        configuration("draco-env")
                .put("monitor_port", 0)
                .put("monitor_log_dir", directory.resolve("log").toString())
                .put("monitor_pid_dir", directory.resolve("run").toString());
        assertTrue(failure(monitor(python, "status")).contains("not running"));
        assertEquals("DONE", monitor(python, "start").lastLine());
        Path pidFile = directory.resolve("run/draco-monitor.pid");
        String pid = Files.readString(pidFile);
        ProcessHandle process = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        try {
            assertEquals("DONE", monitor(python, "status").lastLine());
            assertEquals("DONE", monitor(python, "start").lastLine());
            assertEquals(pid, Files.readString(pidFile), "it runs already");
            assertEquals("DONE", monitor(python, "stop").lastLine());
            process.onExit().get(1, TimeUnit.MINUTES);
        } finally {
            process.destroyForcibly();
        }
        assertFalse(Files.exists(pidFile));
        assertEquals("DONE", monitor(python, "stop").lastLine());
    }

    private Python.Result monitor(Python python, String method) throws IOException {
        return run(python, "draco_monitor.py", "DracoMonitor", method);
    }

    private String install(Python python) throws IOException {
        return failure(run(python, "draco_client.py", "DracoClient", "install"));
    }
}
