package org.draco.am.yarn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.draco.layout.job.JobSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerCommandTest {

    private static final JobSpec.Containers SIZES = Jobs.withWorkers(3).containers();

    @Test
    void aWorkersCommandNamesItsProgramItsMemoryItsFlagsAndItsLogs() {
        String command =
                ContainerCommand.of(
                        Role.WORKER,
                        SIZES,
                        Optional.empty(),
                        List.of("--job-dir", "hdfs://c:8020/draco/jobs/trial"));
        assertTrue(command.contains("; exec ${JAVA_HOME:+$JAVA_HOME/bin/}java $(grep "), command);
        assertTrue(command.contains(" -Xmx512m "), command);
        assertTrue(command.contains(" -XX:+UseSerialGC "), command);
        assertTrue(command.contains(" -XX:+ExitOnOutOfMemoryError "), command);
        assertTrue(
                command.contains(" -Dorg.eclipse.deeplearning4j.helpers.disable=false "), command);
        assertTrue(
                command.contains(" -Dorg.bytedeco.javacpp.cachedir=$PWD/native-cache "), command);
        assertTrue(command.contains(" -Dorg.bytedeco.javacpp.maxphysicalbytes=768m "), command);
        assertTrue(
                command.endsWith(
                        " org.draco.container.worker.WorkerMain --job-dir hdfs://c:8020/draco/jobs/trial"
                                + " 1><LOG_DIR>/stdout 2><LOG_DIR>/stderr"),
                command);
    }

    @Test
    void theApplicationMasterComputesNothingAndHasNoFlagsForThat() {
        String command =
                ContainerCommand.of(Role.MASTER, SIZES, Optional.of("/opt/jdk"), List.of());
        assertTrue(command.startsWith("exec /opt/jdk/bin/java $(grep "), command);
        assertTrue(command.contains(" -Xmx768m "), command);
        assertTrue(command.contains(" -XX:+UseSerialGC -XX:MaxNewSize=32m "), command);
        assertFalse(command.contains("deeplearning4j") || command.contains("javacpp"), command);
    }

    @Test
    void anApplicationMasterThatDoesTheWorkItselfHasItsMemoryAndTheFlagsOfThoseWhoCompute() {
        String command = ContainerCommand.of(Role.SOLO, SIZES, Optional.of("/opt/jdk"), List.of());
        assertTrue(command.contains(" -Xmx768m "), command);
        assertTrue(
                command.contains(" -Dorg.eclipse.deeplearning4j.helpers.disable=false "), command);
        assertTrue(command.contains(" -Dorg.bytedeco.javacpp.maxphysicalbytes=1024m "), command);
        assertTrue(command.contains(" org.draco.bin.simulate.SimulationMaster "), command);
        assertFalse(command.contains("MaxNewSize"), command);
    }

    /** A Java without the Vector API would not even start if it were told to take it. */
    @Test
    void aJavaIsToldToTakeTheVectorApiIfItHasIt(@TempDir Path dir) throws Exception {
        Path java = Files.createDirectory(dir.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nprintf '%s ' \"$@\"\n");
        assertTrue(java.toFile().setExecutable(true));
        assertTrue(argumentsOf(dir).startsWith("-Xmx768m "), "no file that names modules");
        Path release = dir.resolve("release");
        Files.writeString(release, "MODULES=\"java.base java.sql\"\n");
        assertTrue(argumentsOf(dir).startsWith("-Xmx768m "), "no such module");
        Files.writeString(release, "MODULES=\"java.base jdk.incubator.vector\"\n");
        assertTrue(argumentsOf(dir).startsWith("--add-modules=jdk.incubator.vector -Xmx768m "));
    }

    /** What a Java in a home gets to see when a NodeManager's script starts the ApplicationMaster. */
    private static String argumentsOf(Path home) throws IOException, InterruptedException {
        String seen = "";
        for (Optional<String> javaHome :
                List.of(Optional.of(home.toString()), Optional.<String>empty())) {
            String command =
                    ContainerCommand.of(Role.MASTER, SIZES, javaHome, List.of("--x"))
                            .replaceAll("[12]><LOG_DIR>/std(out|err)", "")
                            .replace("<LOG_DIR>", "logs");
            ProcessBuilder shell =
                    new ProcessBuilder("/bin/bash", "-c", "exec /bin/bash -c \"" + command + '"');
            shell.environment().put("JAVA_HOME", home.toString());
            Process process = shell.start();
            String arrived =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, process.waitFor(), command);
            assertTrue(seen.isEmpty() || seen.equals(arrived), arrived);
            seen = arrived;
        }
        return seen;
    }

    @Test
    void aWordArrivesUnharmedWhateverItContains() throws IOException, InterruptedException {
        for (String word :
                List.of(
                        "plain-1.0_x",
                        "two words",
                        "it's",
                        "say \"no\"",
                        "$HOME `id` \\ $(id)",
                        "a;b|c&d>e<f*g?",
                        "")) {
            // as a NodeManager's script runs it
            Process shell =
                    new ProcessBuilder(
                                    "/bin/bash",
                                    "-c",
                                    "exec /bin/bash -c \"printf %s "
                                            + ContainerCommand.quoted(word)
                                            + "\"")
                            .start();
            String arrived =
                    new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, shell.waitFor());
            assertEquals(word, arrived);
        }
    }

    @Test
    void theNativeCacheLiesInTheArchiveWhereThatIsWritable(@TempDir Path dir) throws Exception {
        Files.createDirectory(dir.resolve("draco"));
        assertEquals("draco/native-cache", cacheMadeIn(dir));
    }

    @Test
    void theNativeCacheLiesInTheContainerWhereTheArchiveIsNotWritable(@TempDir Path dir)
            throws Exception {
        // a file in the place of the directory refuses writers, and root too
        Files.createFile(dir.resolve("draco"));
        assertEquals("native-cache", cacheMadeIn(dir));
    }

    /** Runs what comes before {@code exec}; where the cache really lies then. */
    private static String cacheMadeIn(Path dir) throws IOException, InterruptedException {
        String command = ContainerCommand.of(Role.WORKER, SIZES, Optional.empty(), List.of());
        String before = command.substring(0, command.indexOf("exec "));
        Process shell =
                new ProcessBuilder("/bin/bash", "-c", before).directory(dir.toFile()).start();
        assertEquals(0, shell.waitFor());
        return dir.toRealPath().relativize(dir.resolve("native-cache").toRealPath()).toString();
    }
}
