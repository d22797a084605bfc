package org.draco.am.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said to the collector, and what is made of its answer. */
class CollectorTest {

    private static final TimelineEntity ENTITY =
            new TimelineEntity(
                    "DRACO_JOB",
                    JobTimelineTest.APPLICATION,
                    Optional.of(5L),
                    Map.of("job", "trial"),
                    List.of(TimelineEntity.Metric.point("step", 7, 3)),
                    List.of(new TimelineEntity.Event("END", 9, Map.of("succeeded", true))));

    private final Collector collector = new Collector(JobTimelineTest.APPLICATION, "ada l");
    private HttpServer server;
    private volatile int status = 200;
    private volatile String request;
    private volatile String token;
    private volatile JsonNode body;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
                    token = exchange.getRequestHeaders().getFirst("X-Hadoop-Delegation-Token");
                    body = new ObjectMapper().readTree(exchange.getRequestBody());
                    byte[] answer = "no room".getBytes();
                    exchange.sendResponseHeaders(status, answer.length);
                    exchange.getResponseBody().write(answer);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String address() {
        return "localhost:" + server.getAddress().getPort();
    }

    @Test
    void isToldInTheWordsOfItsInterface() throws Exception {
        collector.isAt(address(), Optional.empty());
        collector.put(ENTITY);
        assertEquals(
                "PUT /ws/v2/timeline/entities?async=false&appid="
                        + JobTimelineTest.APPLICATION
                        + "&user.name=ada+l",
                request);
        JsonNode entity = body.get("entities").get(0);
        assertEquals("DRACO_JOB", entity.get("type").textValue());
        assertEquals(JobTimelineTest.APPLICATION, entity.get("id").textValue());
        assertEquals(JobTimelineTest.APPLICATION, entity.get("identifier").get("id").textValue());
        assertEquals(5, entity.get("createdtime").longValue());
        assertEquals(3, entity.get("metrics").get(0).get("values").get("7").longValue());
        assertEquals("TIME_SERIES", entity.get("metrics").get(0).get("type").textValue());
        assertTrue(entity.get("events").get(0).get("info").get("succeeded").booleanValue());
    }

    @Test
    void aTokenStandsForTheUser() throws Exception {
        collector.isAt(address(), Optional.of("secret"));
        collector.put(ENTITY);
        assertEquals("secret", token);
        assertFalse(request.contains("user.name"), request);
    }

    @Test
    void saysWhatTheCollectorAnswered() {
        collector.isAt(address(), Optional.empty());
        status = 507;
        IOException refused = assertThrows(IOException.class, () -> collector.put(ENTITY));
        assertEquals(address() + ": expected status 200, found 507: no room", refused.getMessage());
    }

    @Test
    void saysWhatIsMissingWhereNoneIsNamed() {
        assertFalse(collector.isFound());
        IOException refused = assertThrows(IOException.class, () -> collector.put(ENTITY));
        assertTrue(refused.getMessage().contains("timeline_collector"), refused.getMessage());
    }
}
