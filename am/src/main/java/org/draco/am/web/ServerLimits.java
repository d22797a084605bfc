package org.draco.am.web;

import java.util.Map;

/**
 * What the JDK's HTTP server bears: it reads these system properties once, when the process makes its first server. Values that are
 * set already stay.
 *
 * <p>{@code jdk.httpserver.maxConnections} and {@code maxReqHeaderSize} came with 17.0.5 and 17.0.13; a Java before them leaves
 * connections to the process's limit of open files.
 */
final class ServerLimits {

    private static final Map<String, String> LIMITS =
            Map.of(
                    // seconds in which a request must have come whole, else its thread waits for
                    // ever
                    "sun.net.httpserver.maxReqTime",
                    "10",
                    // seconds in which an answer must have been taken
                    "sun.net.httpserver.maxRspTime",
                    "30",
                    // seconds that a connection may be idle
                    "sun.net.httpserver.idleInterval",
                    "30",
                    "sun.net.httpserver.maxIdleConnections",
                    "32",
                    "jdk.httpserver.maxConnections",
                    "64",
                    "sun.net.httpserver.maxReqHeaders",
                    "64",
                    // bytes
                    "sun.net.httpserver.maxReqHeaderSize",
                    "32768",
                    // small answers at once, not after the other side's acknowledgement
                    "sun.net.httpserver.nodelay",
                    "true");

    private ServerLimits() {}

    static void set() {
        LIMITS.forEach(
                (name, value) -> {
                    if (System.getProperty(name) == null) {
                        System.setProperty(name, value);
                    }
                });
    }
}
