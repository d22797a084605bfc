package org.draco.layout.telemetry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.hadoop.metrics2.AbstractMetric;
import org.apache.hadoop.metrics2.MetricsException;
import org.apache.hadoop.metrics2.MetricsRecord;
import org.apache.hadoop.metrics2.MetricsSink;
import org.apache.hadoop.shaded.org.apache.commons.configuration2.SubsetConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends metrics to a collector of the Ambari Metrics System. The cluster's own sink cannot be used: it is made against other names of
 * Hadoop's libraries than those in our archive.
 *
 * <pre>
 *   *.sink.ams.class=org.draco.layout.telemetry.CollectorSink
 *   draco.sink.ams.hosts=c1.example.com,c2.example.com     port=6188   protocol=http   appid=draco
 * </pre>
 *
 * <p>The hosts are asked in turn which collectors live ({@code GET /ws/v1/timeline/metrics/livenodes}); one of these gets each
 * round's numbers in one request ({@code POST /ws/v1/timeline/metrics}). What cannot be sent is dropped and, once for each such
 * time, said in the log: a training does not wait for its monitoring. Called by Metrics2's thread of the sink.
 */
public final class CollectorSink implements MetricsSink {

    private static final Logger LOG = LoggerFactory.getLogger(CollectorSink.class);
    private static final String METRICS = "/ws/v1/timeline/metrics";
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int OK = 200;

    /** More in one round is no round of ours. */
    private static final int MOST_METRICS = 10_000;

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private ArrayNode round = json.createArrayNode();
    private List<String> hosts = List.of();
    private String protocol;
    private int port;
    private String application;
    private String ownHost;
    private boolean told;

    /** Metrics2 makes it by name. */
    public CollectorSink() {}

    /** @throws MetricsException if {@code hosts} is missing */
    @Override
    public void init(SubsetConfiguration conf) {
        List<String> named = new ArrayList<>();
        for (String host : conf.getString("hosts", "").split("[,\\s]+")) {
            if (!host.isEmpty()) {
                named.add(host);
            }
        }
        if (named.isEmpty()) {
            throw new MetricsException(
                    "hosts: expected the hosts of the metrics collectors, joined by commas, found none");
        }
        hosts = List.copyOf(named);
        protocol = conf.getString("protocol", "http");
        port = conf.getInt("port", 6188);
        application = conf.getString("appid", ProcessMetrics.CONTEXT);
        try {
            ownHost = InetAddress.getLocalHost().getCanonicalHostName();
        } catch (IOException unknown) {
            ownHost = "localhost";
        }
    }

    @Override
    public void putMetrics(MetricsRecord record) {
        String prefix = record.context() + "." + record.name() + ".";
        for (AbstractMetric metric : record.metrics()) {
            double value = metric.value().doubleValue();
            if (Double.isFinite(value) && round.size() < MOST_METRICS) {
                ObjectNode one = round.addObject();
                one.put("metricname", prefix + metric.name());
                one.put("appid", application);
                one.put("hostname", ownHost);
                one.put("starttime", record.timestamp());
                one.putObject("metrics").put(Long.toString(record.timestamp()), value);
            }
        }
    }

    @Override
    public void flush() {
        ArrayNode sent = round;
        round = json.createArrayNode();
        if (sent.isEmpty()) {
            return;
        }
        try {
            ObjectNode body = json.createObjectNode();
            body.set("metrics", sent);
            send(liveCollector(), json.writeValueAsString(body));
            told = false;
        } catch (IOException e) {
            if (!told) {
                LOG.warn("metrics are dropped until a collector takes them: {}", e.getMessage());
            }
            told = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The first that a collector says lives; of those that answer nothing, none. */
    private String liveCollector() throws IOException, InterruptedException {
        IOException last = null;
        for (String host : hosts) {
            try {
                HttpResponse<String> answer =
                        client.send(
                                HttpRequest.newBuilder(address(host, METRICS + "/livenodes"))
                                        .timeout(PATIENCE)
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
                JsonNode live = json.readTree(requireOk(answer).body());
                return StreamSupport.stream(live.spliterator(), false)
                        .map(JsonNode::asText)
                        .filter(name -> !name.isEmpty())
                        .findFirst()
                        .orElse(host);
            } catch (IOException e) {
                last = new IOException(host + ": " + e, e);
            }
        }
        throw last;
    }

    private void send(String host, String body) throws IOException, InterruptedException {
        requireOk(
                client.send(
                        HttpRequest.newBuilder(address(host, METRICS))
                                .timeout(PATIENCE)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString()));
    }

    private URI address(String host, String path) {
        return URI.create(protocol + "://" + host + ":" + port + path);
    }

    private static HttpResponse<String> requireOk(HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() != OK) {
            throw new IOException(
                    "%s: expected status 200, found %d"
                            .formatted(answer.uri(), answer.statusCode()));
        }
        return answer;
    }
}
