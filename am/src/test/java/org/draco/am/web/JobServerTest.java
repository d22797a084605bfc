package org.draco.am.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.draco.am.web.JobServer.Endpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the server answers, and what it bears. */
class JobServerTest {

    static {
        // Read once, at the first server of this JVM: a silent visitor's time is soon over.
        System.setProperty("sun.net.httpserver.maxReqTime", "4");
    }

    private final HttpClient client =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private final AtomicBoolean proxied = new AtomicBoolean(true);
    private final AtomicBoolean allowed = new AtomicBoolean(true);
    private final JobServer server;

    JobServerTest() throws IOException {
        ProxyGate gate =
                new ProxyGate(
                        () -> proxied.get() ? Set.of(InetAddress.getLoopbackAddress()) : Set.of(),
                        "http://rm:8088",
                        "/proxy/application_1_0001",
                        (Optional<String> user) -> allowed.get());
        server =
                new JobServer(
                        gate,
                        List.of(
                                endpoint("/", "the page"),
                                new Endpoint(
                                        "/echo",
                                        "text/plain",
                                        (query, out) -> {
                                            if (query.contains("!")) {
                                                throw new IllegalArgumentException(
                                                        "expected, found");
                                            }
                                            out.write(query.getBytes(StandardCharsets.UTF_8));
                                        }),
                                new Endpoint(
                                        "/broken",
                                        "text/plain",
                                        (query, out) -> {
                                            out.write('x');
                                            throw new IllegalStateException("broken");
                                        })));
    }

    private static Endpoint endpoint(String path, String text) {
        return new Endpoint(
                path,
                "text/html",
                (query, out) -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private HttpResponse<String> ask(String method, String path)
            throws IOException, InterruptedException {
        URI uri =
                URI.create(
                        "http://"
                                + InetAddress.getLoopbackAddress().getHostAddress()
                                + ":"
                                + server.port()
                                + path);
        return client.send(
                HttpRequest.newBuilder(uri)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void answersKnownPathsWithHeadersThatLetNothingElseIn() throws Exception {
        HttpResponse<String> page = ask("GET", "/");
        assertEquals(200, page.statusCode());
        assertEquals("the page", page.body());
        assertEquals("text/html", page.headers().firstValue("Content-Type").orElseThrow());
        assertEquals("nosniff", page.headers().firstValue("X-Content-Type-Options").orElseThrow());
        String policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();
        assertTrue(policy.contains("default-src 'self'"), policy);
        assertTrue(policy.contains("frame-ancestors 'none'"), policy);
        assertEquals("a=b&c", ask("GET", "/echo?a=b&c").body());
    }

    @Test
    void anythingElseIsTurnedDown() throws Exception {
        for (String path : List.of("/echo/", "/echo/x", "/../echo", "/%2e%2e/", "/Echo", "/api")) {
            HttpResponse<String> answer = ask("GET", path);
            assertEquals(404, answer.statusCode(), path);
            assertEquals(
                    "nosniff", answer.headers().firstValue("X-Content-Type-Options").orElseThrow());
        }
        for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS", "TRACE")) {
            HttpResponse<String> answer = ask(method, "/");
            assertEquals(405, answer.statusCode(), method);
            assertEquals("GET, HEAD", answer.headers().firstValue("Allow").orElseThrow());
        }
        assertEquals("expected, found\n", ask("GET", "/echo?!").body());
        assertEquals(400, ask("GET", "/echo?!").statusCode());
        HttpResponse<String> head = ask("HEAD", "/");
        assertEquals(200, head.statusCode());
        assertEquals("", head.body());
    }

    @Test
    void aFaultOfOneAnswerIsNoneOfTheNext() throws Exception {
        assertEquals(500, ask("GET", "/broken").statusCode());
        assertEquals(
                "/broken cannot be answered: java.lang.IllegalStateException: broken\n",
                ask("GET", "/broken").body());
        assertEquals(200, ask("GET", "/").statusCode());
    }

    @Test
    void theGateStandsBeforeEverything() throws Exception {
        allowed.set(false);
        assertEquals(403, ask("GET", "/").statusCode());
        assertEquals(403, ask("GET", "/nothing").statusCode());
        proxied.set(false);
        HttpResponse<String> sent = ask("GET", "/api/job?x=y");
        assertEquals(302, sent.statusCode());
        assertEquals(
                "http://rm:8088/proxy/redirect/application_1_0001/api/job?x=y",
                sent.headers().firstValue("Location").orElseThrow());
    }

    private static boolean hangsUp(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    /** More of them than there are threads: they lose their connections, and whoever comes next has an answer. */
    @Test
    void visitorsWhoDoNotSayWhatTheyWantAreDropped() throws Exception {
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 12; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
                socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: ".getBytes());
                silent.add(socket);
            }
            for (Socket socket : silent) {
                assertTrue(hangsUp(socket), "the server hangs up");
            }
            assertEquals(200, ask("GET", "/").statusCode());
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }
}
