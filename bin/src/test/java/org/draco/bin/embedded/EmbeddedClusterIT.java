package org.draco.bin.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedClusterIT {

    @TempDir private Path directory;

    @Test
    void runsAContainerAsAProcessAndLeavesNothingWhenClosed() throws Exception {
        List<String> progress = new ArrayList<>();
        try (EmbeddedCluster cluster =
                EmbeddedCluster.start(clusterDirectory(), 512, progress::add)) {
            EmbeddedJob.submit(cluster.configuration(), directory);
            awaitContainer();
            assertTrue(isAlive(containerPid()), "the container runs while the cluster does");
            yarnsProxyAnswersAtTheAddressOfItsApplication(cluster);
        }
        assertEquals(List.of("starting HDFS", "starting YARN"), progress);
        assertFalse(isAlive(containerPid()), "the container has been ended");
        assertNoFileIsLeft();
    }

    /** This application has no page of its own: the proxy leads on to the ResourceManager's, where this test does not follow. */
    private static void yarnsProxyAnswersAtTheAddressOfItsApplication(EmbeddedCluster cluster)
            throws Exception {
        try (YarnClient yarn = YarnClient.createYarnClient()) {
            yarn.init(cluster.configuration());
            yarn.start();
            URI page = URI.create(yarn.getApplications().get(0).getTrackingUrl());
            HttpResponse<Void> answer =
                    HttpClient.newBuilder()
                            .followRedirects(HttpClient.Redirect.NEVER)
                            .build()
                            .send(
                                    HttpRequest.newBuilder(page).build(),
                                    HttpResponse.BodyHandlers.discarding());
            assertEquals(302, answer.statusCode(), page.toString());
            assertEquals(
                    page.getAuthority(),
                    answer.headers()
                            .firstValue("Location")
                            .map(URI::create)
                            .orElseThrow()
                            .getAuthority());
        }
    }

    @Test
    void leavesNothingWhenItsJvmIsKilledOutright() throws Exception {
        clusterDirectory();
        Process jvm = embeddedJob();
        try {
            awaitContainer();
        } finally {
            jvm.destroyForcibly().waitFor();
        }
        await("the reaper ends the container", () -> !isAlive(containerPid()));
        await("the reaper deletes the directory", () -> filesLeft().isEmpty());
    }

    @Test
    void refusesAClusterWithoutMemory() throws Exception {
        Path parent = clusterDirectory();
        assertThrows(
                IllegalArgumentException.class, () -> EmbeddedCluster.start(parent, 0, step -> {}));
        assertNoFileIsLeft();
    }

    private Process embeddedJob() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        BriefContainers.JAVA,
                        "--add-opens",
                        "java.base/java.lang=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmbeddedJob.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("jvm.log").toFile())
                .start();
    }

    private Path clusterDirectory() throws IOException {
        return Files.createDirectory(directory.resolve("cluster"));
    }

    private void awaitContainer() throws InterruptedException {
        await("the container answers", () -> Files.exists(directory.resolve("answer")));
        assertEquals(EmbeddedJob.GREETING, read("answer"));
    }

    private long containerPid() {
        return Long.parseLong(read("pid").strip());
    }

    private String read(String name) {
        try {
            return Files.readString(directory.resolve(name));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void assertNoFileIsLeft() {
        assertEquals(List.of(), filesLeft());
    }

    private List<Path> filesLeft() {
        try (Stream<Path> files = Files.list(directory.resolve("cluster"))) {
            return files.toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    /** Waits long enough for a slow machine; what is awaited ends the wait, no time is asserted. */
    private static void await(String what, BooleanSupplier done) throws InterruptedException {
        for (int i = 0; i < 3600 && !done.getAsBoolean(); i++) {
            Thread.sleep(50);
        }
        if (!done.getAsBoolean()) {
            fail("expected within three minutes: " + what);
        }
    }
}
