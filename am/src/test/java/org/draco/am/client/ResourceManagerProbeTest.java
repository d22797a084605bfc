package org.draco.am.client;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.junit.jupiter.api.Test;

class ResourceManagerProbeTest {

    private static YarnConfiguration at(int port) {
        Configuration conf = new Configuration(false);
        conf.set(YarnConfiguration.RM_ADDRESS, "127.0.0.1:" + port);
        return new YarnConfiguration(conf);
    }

    @Test
    void whoListensIsEnough() throws IOException {
        try (ServerSocket manager = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertDoesNotThrow(
                    () -> ResourceManagerProbe.requireListener(at(manager.getLocalPort())));
        }
    }

    @Test
    void nobodyIsSaidAtOnceAndWhere() throws IOException {
        int free;
        try (ServerSocket once = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            free = once.getLocalPort();
        }
        IOException told =
                assertThrows(
                        IOException.class, () -> ResourceManagerProbe.requireListener(at(free)));
        assertTrue(
                told.getMessage().contains(":" + free + " (yarn.resourcemanager.address)"),
                told.getMessage());
        assertEquals(ConnectException.class, told.getCause().getClass());
    }

    @Test
    void whichOfSeveralIsActiveIsLeftToYarn() {
        YarnConfiguration conf = at(1);
        conf.setBoolean(YarnConfiguration.RM_HA_ENABLED, true);
        assertDoesNotThrow(() -> ResourceManagerProbe.requireListener(conf));
    }
}
