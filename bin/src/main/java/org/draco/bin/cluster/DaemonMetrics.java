package org.draco.bin.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URI;

/** What daemons say of themselves, over HTTP, so that their version does not matter. */
final class DaemonMetrics {

    private static final int PATIENCE_MILLIS = 5_000;

    private final ClusterPorts ports;

    DaemonMetrics(ClusterPorts ports) {
        this.ports = ports;
    }

    /** Whether anybody takes connections there. */
    boolean listens(Port port) {
        try (Socket socket = new Socket()) {
            socket.connect(ports.socketAddress(port), PATIENCE_MILLIS);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Whether files can be written. */
    boolean hdfsIsReady() {
        return number(Daemon.NAMENODE, "NameNode", "FSNamesystemState", "NumLiveDataNodes") > 0
                && text(Daemon.NAMENODE, "NameNode", "NameNodeInfo", "Safemode").isEmpty();
    }

    /** Whether containers can be started. */
    boolean yarnIsReady() {
        return number(Daemon.RESOURCEMANAGER, "ResourceManager", "ClusterMetrics", "NumActiveNMs")
                > 0;
    }

    private long number(Daemon daemon, String service, String bean, String attribute) {
        return bean(daemon, service, bean).path(attribute).asLong(0);
    }

    /** Not there: not empty. */
    private String text(Daemon daemon, String service, String bean, String attribute) {
        return bean(daemon, service, bean).path(attribute).asText("not there");
    }

    private JsonNode bean(Daemon daemon, String service, String name) {
        try {
            URI uri =
                    URI.create(
                            ports.page(daemon)
                                    + "jmx?qry=Hadoop:service="
                                    + service
                                    + ",name="
                                    + name);
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            try (InputStream in = connection.getInputStream()) {
                return new ObjectMapper().readTree(in).path("beans").path(0);
            }
        } catch (IOException notYet) {
            return new ObjectMapper().createObjectNode();
        }
    }
}
