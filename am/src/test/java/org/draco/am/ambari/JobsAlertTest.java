package org.draco.am.ambari;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JobsAlertTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SCRIPT =
            ManagementPack.DEFINITION.resolve("package/alerts/alert_draco_jobs.py").toString();
    private static final String STATE = "draco_jobs_alert.json";
    private static final String VERSIONS = "org.draco.am.ambari.Python#versions";

    @TempDir Path directory;

    private EmulatedYarn manager;
    private final ObjectNode site = JSON.createObjectNode();
    private final ObjectNode parameters = JSON.createObjectNode();
    private String said;

    @BeforeEach
    void start() throws IOException {
        manager = new EmulatedYarn();
        yarn("yarn.resourcemanager.webapp.address", manager.address());
        site.putObject("cluster-env").put("security_enabled", "false");
        parameters.put("state.directory", directory.toString());
    }

    @AfterEach
    void stop() {
        manager.close();
    }

    private void yarn(String key, String value) {
        site.withObject("/yarn-site").put(key, value);
    }

    /** An application as the REST API describes it. */
    private static String app(
            int id, String state, String finalStatus, double progress, long began) {
        return "{\"id\":\"application_1_%04d\",\"user\":\"ann\",\"state\":\"%s\",\"finalStatus\":\"%s\",\"progress\":%s,\"startedTime\":%d}"
                .formatted(id, state, finalStatus, progress, began);
    }

    private static String running(int id, double progress) {
        return app(id, "RUNNING", "UNDEFINED", progress, 1);
    }

    /** What was seen by an earlier look. */
    private void seen(int id, double progress, long minutesAgo) throws IOException {
        long then = System.currentTimeMillis() - 60_000 * minutesAgo;
        Files.writeString(
                directory.resolve(STATE),
                "{\"application_1_%04d\":[%s,%d]}".formatted(id, progress, then));
    }

    private String alert(Python python) throws IOException {
        ObjectNode given = JSON.createObjectNode();
        given.set("site", site);
        given.set("parameters", parameters);
        Python.Result result =
                python.run(
                        Map.of("TEST_TMP", directory.toString()),
                        given.toString(),
                        List.of(Python.TESTS.resolve("run_alert.py").toString(), SCRIPT));
        assertEquals(0, result.exitCode(), result::said);
        JsonNode outcome = JSON.readTree(result.lastLine());
        said = result.said();
        return outcome.get("state").textValue() + " " + outcome.get("text").textValue();
    }

    @ParameterizedTest
    @MethodSource(VERSIONS)
    void allIsWellWhereNothingRunsAndWhereJobsGetOn(Python python) throws IOException {
        manager.having("", "");
        assertEquals("OK 0 jobs running, none failed or stuck", alert(python));
        seen(1, 10, 600);
        manager.having(running(1, 11), app(2, "FINISHED", "SUCCEEDED", 100, 1));
        assertEquals("OK 1 job running, none failed or stuck", alert(python));
        assertTrue(
                manager.asked().stream()
                        .allMatch(path -> path.contains("applicationTypes=DRACO&")));
    }

    @ParameterizedTest
    @MethodSource(VERSIONS)
    void aJobThatRunsAndGetsNoFurtherIsCritical(Python python) throws IOException {
        manager.having(running(1, 10) + "," + running(2, 10), "");
        seen(1, 10, 21);
        assertEquals("CRITICAL 1 job without progress: application_1_0001 (ann)", alert(python));
        seen(1, 10, 19);
        assertTrue(alert(python).startsWith("OK "), said);
        JsonNode kept = JSON.readTree(directory.resolve(STATE).toFile());
        assertEquals(2, kept.size(), "jobs that are over are forgotten, others are watched");
        parameters.put("stuck.minutes", 18);
        assertTrue(alert(python).startsWith("CRITICAL "), "the time since when is kept: " + said);
    }

    @ParameterizedTest
    @MethodSource(VERSIONS)
    void failedJobsAreAWarningAndManyAreCritical(Python python) throws IOException {
        String reported = app(7, "FINISHED", "FAILED", 50, 7);
        String died = app(8, "FAILED", "FAILED", 50, 8);
        manager.having("", reported + "," + died);
        assertEquals(
                "WARNING 2 jobs failed in the last 6 h: application_1_0008 (ann), application_1_0007 (ann)",
                alert(python));
        parameters.put("failed.critical", 2);
        assertTrue(alert(python).startsWith("CRITICAL "), said);
        String last = manager.asked().get(manager.asked().size() - 1);
        long since = Long.parseLong(last.replaceAll(".*finishedTimeBegin=", ""));
        long hours = (System.currentTimeMillis() - since) / 3_600_000;
        assertTrue(
                hours >= 5 && hours <= 7, () -> "finished within six hours is asked for: " + last);
    }

    @ParameterizedTest
    @MethodSource(VERSIONS)
    void aJobThatWaitsLongForAContainerIsAWarning(Python python) throws IOException {
        long now = System.currentTimeMillis();
        manager.having(
                app(3, "ACCEPTED", "UNDEFINED", 0, now - 31 * 60_000)
                        + ","
                        + app(4, "ACCEPTED", "UNDEFINED", 0, now - 60_000),
                "");
        assertEquals(
                "WARNING 1 job waiting for a container: application_1_0003 (ann)", alert(python));
    }

    @ParameterizedTest
    @MethodSource(VERSIONS)
    void usersOfAnyNameCanBeSaid(Python python) throws IOException {
        manager.having("", app(1, "FAILED", "FAILED", 0, 1).replace("ann", "zo\\u00eb"));
        assertTrue(alert(python).endsWith("application_1_0001 (zo?)"), said);
    }

    @ParameterizedTest
    @MethodSource(VERSIONS)
    void theResourceManagerThatIsActiveIsAsked(Python python) throws IOException {
        try (EmulatedYarn standby = new EmulatedYarn()) {
            standby.answering("/", "This is standby RM. The redirect url is: ...");
            yarn("yarn.resourcemanager.ha.enabled", "true");
            yarn("yarn.resourcemanager.ha.rm-ids", "rm1,rm2");
            yarn("yarn.resourcemanager.webapp.address.rm1", standby.address());
            yarn("yarn.resourcemanager.webapp.address.rm2", manager.address());
            manager.having(running(1, 1), "");
            assertTrue(alert(python).startsWith("OK 1 job"), said);
            assertFalse(standby.asked().isEmpty());
        }
    }

    @ParameterizedTest
    @MethodSource(VERSIONS)
    void whereNobodyAnswersItIsUnknownAndSaidWhoWasAsked(Python python) throws IOException {
        manager.close();
        String alert = alert(python);
        assertTrue(alert.startsWith("UNKNOWN no ResourceManager answers: http://"), alert);
        assertTrue(alert.contains(manager.address()), alert);
    }

    @ParameterizedTest
    @MethodSource(VERSIONS)
    void whatWasSeenAndCannotBeReadIsForgotten(Python python) throws IOException {
        manager.having(running(1, 1), "");
        for (String damaged :
                List.of("", "[]", "{\"application_1_0001\":7}", "{\"a\":[\"x\",1]}")) {
            Files.writeString(directory.resolve(STATE), damaged);
            assertTrue(alert(python).startsWith("OK "), said);
        }
    }

    @ParameterizedTest
    @MethodSource(VERSIONS)
    void onAClusterWithKerberosItAsksAsTheSmokeUser(Python python) throws IOException {
        site.withObject("/cluster-env")
                .put("security_enabled", "true")
                .put("smokeuser", "ambari-qa")
                .put("smokeuser_keytab", "/keytabs/smoke")
                .put("smokeuser_principal_name", "ambari-qa@EXAMPLE.COM");
        manager.having("", "");
        assertTrue(alert(python).startsWith("OK "), said);
        assertTrue(
                said.contains("KERBEROS ambari-qa@EXAMPLE.COM /keytabs/smoke as ambari-qa"), said);
    }
}
