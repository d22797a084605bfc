package org.draco.layout.telemetry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The two endpoints of an Ambari Metrics System's collector that a sink speaks to. Thread-safe. */
final class EmulatedCollector implements AutoCloseable {

    private final HttpServer server;
    private final List<JsonNode> posts = new ArrayList<>();
    private String live = "[\"localhost\"]";
    private int status = 200;

    EmulatedCollector() throws IOException {
        this(0);
    }

    /** On this port, as a collector that comes back. */
    EmulatedCollector(int port) throws IOException {
        server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/ws/v1/timeline/metrics/livenodes", this::livenodes);
        server.createContext("/ws/v1/timeline/metrics", this::metrics);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    synchronized void say(String liveNodes, int statusOfPosts) {
        live = liveNodes;
        status = statusOfPosts;
    }

    /** What was posted, in order; a copy. */
    synchronized List<JsonNode> posts() {
        return new ArrayList<>(posts);
    }

    private synchronized void livenodes(HttpExchange exchange) throws IOException {
        answer(exchange, exchange.getRequestMethod().equals("GET") ? 200 : 405, live);
    }

    private synchronized void metrics(HttpExchange exchange) throws IOException {
        boolean right =
                exchange.getRequestMethod().equals("POST")
                        && "application/json"
                                .equals(exchange.getRequestHeaders().getFirst("Content-Type"));
        posts.add(new ObjectMapper().readTree(exchange.getRequestBody()));
        answer(exchange, right ? status : 400, "{\"errors\":[]}");
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
