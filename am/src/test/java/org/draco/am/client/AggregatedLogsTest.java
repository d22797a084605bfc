package org.draco.am.client;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where there are none; {@code PseudoClusterIT} reads some. */
class AggregatedLogsTest {

    private static final String ID = "application_1700000000000_0001";

    @TempDir private Path place;
    private final Configuration conf = new YarnConfiguration();

    @BeforeEach
    void keepThemHere() {
        conf.set("fs.defaultFS", "file:///");
        conf.set(YarnConfiguration.NM_REMOTE_APP_LOG_DIR, place.toUri().toString());
    }

    /** One line, since only the first of a message is shown. */
    private String toldOf(Optional<String> owner, Optional<String> container) {
        AggregatedLogs logs = new AggregatedLogs(conf, ApplicationId.fromString(ID), owner);
        String told = assertThrows(IOException.class, () -> logs.print(container), ID).getMessage();
        assertFalse(told.contains("\n"), told);
        return told;
    }

    @Test
    void ofAnApplicationThatLeftNoneItIsSaidWhereTheyShouldBe() {
        for (Optional<String> container : List.of(Optional.<String>empty(), Optional.of("any"))) {
            String told = toldOf(Optional.of("ada"), container);
            assertTrue(told.startsWith(ID + ": expected its logs below file:"), told);
            assertTrue(told.contains(place + "/ (yarn.nodemanager.remote-app-log-dir)"), told);
            assertTrue(told.contains("of user ada, found none (File "), told);
            assertTrue(told.contains("yarn.log-aggregation-enable"), told);
        }
    }

    @Test
    void ofAnUnknownApplicationTheIdIsInDoubt() {
        String told = toldOf(Optional.empty(), Optional.empty());
        assertTrue(told.contains("of user " + System.getProperty("user.name")), told);
        assertTrue(told.contains("the ResourceManager does not know it: is the id right"), told);
    }

    @Test
    void anEmptyDirectoryHasNoneEither() throws IOException {
        Files.createDirectories(place.resolve("ada/bucket-logs-tfile/0001").resolve(ID));
        conf.setBoolean("yarn.nodemanager.remote-app-log-dir-include-older", false);
        String told = toldOf(Optional.of("ada"), Optional.empty());
        assertTrue(told.contains("of user ada, found none; logs are there"), told);
    }
}
