package org.draco.am.ambari;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The web side of a ResourceManager: the applications that a test gives it, and the pages of jobs behind its proxy. Thread-safe. */
final class EmulatedYarn implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    EmulatedYarn() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    String path = exchange.getRequestURI().toString();
                    asked.add(path);
                    String answer =
                            answers.entrySet().stream()
                                    .filter(one -> path.contains(one.getKey()))
                                    .map(Map.Entry::getValue)
                                    .findFirst()
                                    .orElse(null);
                    byte[] body = String.valueOf(answer).getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(answer == null ? 404 : 200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
    }

    /** Answers so where the address has that part. */
    EmulatedYarn answering(String part, String body) {
        answers.put(part, body);
        return this;
    }

    /** The applications that run or wait, and those that ended, each as a JSON object; none at all is {@code null}, as YARN says it. */
    EmulatedYarn having(String alive, String ended) {
        return answering("states=NEW", apps(alive)).answering("states=FINISHED", apps(ended));
    }

    static String apps(String objects) {
        return objects.isEmpty() ? "{\"apps\":null}" : "{\"apps\":{\"app\":[" + objects + "]}}";
    }

    /** Host and port. */
    String address() {
        return server.getAddress().getAddress().getHostAddress()
                + ":"
                + server.getAddress().getPort();
    }

    /** Paths with their queries, in the order in which they were asked for. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
