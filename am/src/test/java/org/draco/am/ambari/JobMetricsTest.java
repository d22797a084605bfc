package org.draco.am.ambari;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The monitor's server as Ambari 3.1 scrapes it. */
class JobMetricsTest {

    private static final String SCRIPT =
            ManagementPack.DEFINITION.resolve("package/files/job_metrics.py").toString();
    private static final String LISTENS = "listening on port ";
    private static final String VERSIONS = "org.draco.am.ambari.Python#versions";

    @TempDir Path directory;

    private EmulatedYarn manager;
    private Process monitor;

    @BeforeEach
    void start() throws IOException {
        manager = new EmulatedYarn();
    }

    @AfterEach
    void stop() {
        monitor.destroyForcibly();
        manager.close();
    }

    private HttpResponse<String> scrape(Python python, String path, List<String> more)
            throws Exception {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                SCRIPT,
                                "--port",
                                "0",
                                "--pid-file",
                                directory.resolve("pid").toString(),
                                "--resource-manager",
                                "http://" + manager.address()));
        words.addAll(more);
        monitor = python.start(directory, words);
        BufferedReader says = monitor.inputReader();
        String line = says.readLine();
        assertTrue(line != null && line.contains(LISTENS), line);
        assertEquals(monitor.pid(), Long.parseLong(Files.readString(directory.resolve("pid"))));
        int port = Integer.parseInt(line.substring(line.indexOf(LISTENS) + LISTENS.length()));
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> scrape(Python python, String path) throws Exception {
        return scrape(python, path, List.of());
    }

    @ParameterizedTest
    @MethodSource(VERSIONS)
    void theMetricsOfJobsStandTogetherAndSayWhose(Python python) throws Exception {
        manager.answering(
                        "/ws/v1/cluster/apps",
                        EmulatedYarn.apps(
                                "{\"id\":\"application_1_0001\"},{\"id\":\"application_1_0002\"},{\"id\":\"application_1_0003\"},{\"id\":\"../evil\"}"))
                .answering(
                        "/proxy/application_1_0001/prom",
                        "# HELP draco_training_step Last step\n# TYPE draco_training_step gauge\ndraco_training_step{job=\"a}b\",hostname=\"h\"} 7.0\njvm_threads 3\n<html>\n")
                .answering(
                        "/proxy/application_1_0002/prom",
                        "# TYPE draco_training_step gauge\ndraco_training_step 9\ndraco_monitor_jobs 99\n");
        HttpResponse<String> scraped = scrape(python, "/prom");
        assertEquals(200, scraped.statusCode());
        assertTrue(
                scraped.headers().firstValue("Content-Type").orElse("").startsWith("text/plain"));
        assertEquals(
                """
                draco_monitor_job_up{application="application_1_0001"} 1
                draco_monitor_job_up{application="application_1_0002"} 1
                draco_monitor_job_up{application="application_1_0003"} 0
                draco_monitor_jobs 3
                draco_monitor_resource_manager_up 1
                # HELP draco_training_step Last step
                # TYPE draco_training_step gauge
                draco_training_step{application="application_1_0001",job="a}b",hostname="h"} 7.0
                draco_training_step{application="application_1_0002"} 9
                jvm_threads{application="application_1_0001"} 3
                """,
                scraped.body());
    }

    @ParameterizedTest
    @MethodSource(VERSIONS)
    void withoutAResourceManagerItSaysSoAndNothingElse(Python python) throws Exception {
        manager.close();
        assertEquals("draco_monitor_resource_manager_up 0\n", scrape(python, "/prom").body());
    }

    @ParameterizedTest
    @MethodSource(VERSIONS)
    void nothingElseIsServed(Python python) throws Exception {
        assertEquals(404, scrape(python, "/etc/passwd").statusCode());
    }

    @ParameterizedTest
    @MethodSource(VERSIONS)
    void withAKeytabItTakesATicketOnceAndAsksByIt(Python python) throws Exception {
        Path called = directory.resolve("called");
        String tells = "#!/bin/sh\necho ${0##*/} \"$@\" with $KRB5CCNAME >> " + called + "\n";
        Path kinit = executable("kinit", tells);
        executable(
                "curl",
                tells
                        + "case \"$*\" in\n"
                        + "*/cluster/apps*) echo '{\"apps\":{\"app\":[{\"id\":\"application_1_0001\"}]}}';;\n"
                        + "*/proxy/application_1_0001/prom) echo draco_training_step 4;;\nesac\n");
        String body =
                scrape(
                                python,
                                "/prom",
                                List.of(
                                        "--keytab",
                                        "/keytabs/draco",
                                        "--principal",
                                        "draco@EXAMPLE.COM",
                                        "--kinit",
                                        kinit.toString()))
                        .body();
        assertTrue(
                body.contains("draco_training_step{application=\"application_1_0001\"} 4"), body);
        List<String> calls = Files.readAllLines(called);
        assertEquals(3, calls.size(), calls::toString);
        assertTrue(
                calls.get(0).startsWith("kinit -kt /keytabs/draco draco@EXAMPLE.COM with /"),
                calls.get(0));
        String cache = calls.get(0).substring(calls.get(0).indexOf(" with "));
        for (String call : calls.subList(1, 3)) {
            assertTrue(call.startsWith("curl ") && call.contains(" --negotiate --user : "), call);
            assertTrue(call.endsWith(cache), call);
        }
        assertEquals(List.of(), manager.asked(), "nobody asked without a ticket");
    }

    private Path executable(String name, String script) throws IOException {
        Path file = Files.writeString(directory.resolve(name), script);
        assertTrue(file.toFile().setExecutable(true));
        return file;
    }
}
