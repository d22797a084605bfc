package org.draco.am.web;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the job's page on a port of its own: known paths alone, GET and HEAD alone, whom the {@link ProxyGate} lets in alone.
 *
 * <p>The JDK's server, since the client that containers run with has none ({@code docs/decisions/0015-page-server.md}). It has a
 * few threads of its own, below those of the training in priority, and the limits of {@link ServerLimits}; an answer is made in
 * memory before the first byte of it is sent. So a visitor who dawdles costs one of these threads, for a time that is limited, and
 * the training nothing.
 */
public final class JobServer implements AutoCloseable {

    /**
     * One address of the server.
     *
     * @param path that is asked for, as it is behind the proxy; e.g. {@code "/api/job"}
     * @param contentType of what is answered
     * @param content makes the answer
     */
    public record Endpoint(String path, String contentType, Content content) {}

    /** Makes an answer; called by the server's threads, several at once. */
    @FunctionalInterface
    public interface Content {

        /**
         * Writes the answer, all of it.
         *
         * @param query of the request, without the question mark; empty without one
         * @param out in memory; need not be closed
         * @throws IllegalArgumentException if the query is wrong: with what is expected, and what was found
         */
        void write(String query, OutputStream out) throws IOException;
    }

    private record Answer(int status, String contentType, byte[] body, Map<String, String> more) {
        static Answer text(int status, String text, Map<String, String> more) {
            return new Answer(
                    status,
                    "text/plain; charset=utf-8",
                    (text + "\n").getBytes(StandardCharsets.UTF_8),
                    more);
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(JobServer.class);
    private static final int THREADS = 4;

    /** Nothing from anywhere but this server; in nobody's frame. */
    private static final Map<String, String> HEADERS =
            Map.of(
                    "Content-Security-Policy",
                    "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
                    "X-Content-Type-Options",
                    "nosniff",
                    "X-Frame-Options",
                    "DENY",
                    "Referrer-Policy",
                    "no-referrer",
                    "Cache-Control",
                    "no-store");

    private final ProxyGate gate;
    private final Map<String, Endpoint> endpoints;
    private final ExecutorService threads;
    private final HttpServer server;

    /** The first fault of an endpoint is logged, in full; what page after page meets is one line in a browser. */
    private volatile boolean complained;

    /**
     * Binds a free port, and serves from now on.
     *
     * @param endpoints of different paths
     * @throws IOException if no port can be had
     */
    public JobServer(ProxyGate gate, List<Endpoint> endpoints) throws IOException {
        this.gate = gate;
        this.endpoints =
                endpoints.stream()
                        .collect(Collectors.toUnmodifiableMap(Endpoint::path, Function.identity()));
        ServerLimits.set();
        this.server = HttpServer.create(new InetSocketAddress(0), 0);
        AtomicInteger number = new AtomicInteger();
        this.threads =
                Executors.newFixedThreadPool(
                        THREADS, task -> thread(task, number.incrementAndGet()));
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private static Thread thread(Runnable task, int number) {
        Thread thread = new Thread(task, "page-" + number);
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        return thread;
    }

    /** Where it listens, on all addresses of this machine. */
    public int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            send(exchange, answer(exchange));
        } catch (IOException gone) {
            LOG.debug("a visitor of the page is gone: {}", gone.toString());
        }
    }

    private Answer answer(HttpExchange exchange) {
        ProxyGate.Verdict verdict =
                gate.judge(
                        exchange.getRemoteAddress().getAddress(),
                        exchange.getRequestHeaders().getOrDefault("Cookie", List.of()),
                        exchange.getRequestURI());
        if (verdict instanceof ProxyGate.Elsewhere elsewhere) {
            return Answer.text(
                    302,
                    "This page is behind YARN's proxy: " + elsewhere.location(),
                    Map.of("Location", elsewhere.location()));
        }
        if (verdict instanceof ProxyGate.Refused refused) {
            return Answer.text(403, refused.why(), Map.of());
        }
        String method = exchange.getRequestMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            return Answer.text(405, "expected GET or HEAD", Map.of("Allow", "GET, HEAD"));
        }
        Endpoint endpoint = endpoints.get(exchange.getRequestURI().getPath());
        if (endpoint == null) {
            return Answer.text(404, "there is no such page", Map.of());
        }
        String query = exchange.getRequestURI().getRawQuery();
        return content(endpoint, query == null ? "" : query);
    }

    private Answer content(Endpoint endpoint, String query) {
        try {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            endpoint.content().write(query, body);
            return new Answer(200, endpoint.contentType(), body.toByteArray(), Map.of());
        } catch (IllegalArgumentException wrong) {
            return Answer.text(400, String.valueOf(wrong.getMessage()), Map.of());
        } catch (IOException | RuntimeException fault) {
            if (!complained) {
                complained = true;
                LOG.warn("{} cannot be answered", endpoint.path(), fault);
            }
            return Answer.text(500, endpoint.path() + " cannot be answered: " + fault, Map.of());
        }
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        HEADERS.forEach(headers::set);
        answer.more().forEach(headers::set);
        headers.set("Content-Type", answer.contentType());
        if (exchange.getRequestMethod().equals("HEAD")) {
            headers.set("Content-Length", Integer.toString(answer.body().length));
            exchange.sendResponseHeaders(answer.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(answer.status(), answer.body().length);
        exchange.getResponseBody().write(answer.body());
    }

    /** Serves nobody any more; waits for nobody. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
