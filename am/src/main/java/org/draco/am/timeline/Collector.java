package org.draco.am.timeline;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.draco.layout.file.RecordJson;

/**
 * The application's collector of the timeline service, on the node of the ApplicationMaster: {@code PUT
 * /ws/v2/timeline/entities}. YARN says where it is after the registration, and anew when it has moved. Hadoop's own client is
 * not used: it needs a library that Hadoop's shaded client lacks.
 *
 * <p>Thread-safe.
 */
public final class Collector {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String TOKEN_HEADER = "X-Hadoop-Delegation-Token";
    private static final int OK = 200;
    private static final int MOST_WORDS = 200;

    /** What is put. */
    private record Entities(List<TimelineEntity> entities) {}

    private record Place(String address, Optional<String> token) {}

    private final String application;
    private final String user;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private volatile Optional<Place> place = Optional.empty();

    /** That of an application, for its user; it is nowhere yet. */
    public Collector(String application, String user) {
        this.application = application;
        this.user = user;
    }

    /**
     * It is there from now on.
     *
     * @param address host and port
     * @param token that opens it, on a secure cluster
     */
    public void isAt(String address, Optional<String> token) {
        place = Optional.of(new Place(address, token));
    }

    boolean isFound() {
        return place.isPresent();
    }

    /**
     * Has it written.
     *
     * @throws IOException if the collector does not say that it is
     */
    void put(TimelineEntity entity) throws IOException, InterruptedException {
        Place to =
                place.orElseThrow(
                        () ->
                                new IOException(
                                        "YARN has named no collector; is the NodeManagers' auxiliary service timeline_collector on?"));
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri(to))
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/json")
                        .PUT(
                                HttpRequest.BodyPublishers.ofString(
                                        RecordJson.compact(new Entities(List.of(entity)))));
        to.token().ifPresent(token -> request.header(TOKEN_HEADER, token));
        HttpResponse<String> answer =
                client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != OK) {
            String said = answer.body();
            throw new IOException(
                    "%s: expected status 200, found %d: %s"
                            .formatted(
                                    to.address(),
                                    answer.statusCode(),
                                    said.substring(0, Math.min(MOST_WORDS, said.length()))));
        }
    }

    /** Whoever has no token says who he is. */
    private URI uri(Place to) {
        String who =
                to.token().isPresent()
                        ? ""
                        : "&user.name=" + URLEncoder.encode(user, StandardCharsets.UTF_8);
        return URI.create(
                "http://%s/ws/v2/timeline/entities?async=false&appid=%s%s"
                        .formatted(to.address(), application, who));
    }
}
