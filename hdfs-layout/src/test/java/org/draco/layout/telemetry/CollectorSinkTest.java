package org.draco.layout.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.metrics2.MetricsException;
import org.apache.hadoop.metrics2.MetricsRecord;
import org.apache.hadoop.metrics2.MetricsSink;
import org.apache.hadoop.metrics2.MetricsSource;
import org.apache.hadoop.metrics2.MetricsSystem;
import org.apache.hadoop.metrics2.impl.MetricsSystemImpl;
import org.apache.hadoop.metrics2.lib.Interns;
import org.apache.hadoop.metrics2.lib.MetricsRegistry;
import org.apache.hadoop.shaded.org.apache.commons.configuration2.MapConfiguration;
import org.apache.hadoop.shaded.org.apache.commons.configuration2.SubsetConfiguration;
import org.junit.jupiter.api.Test;

class CollectorSinkTest {

    /** Metrics2 wants the names of a process to differ. */
    private static final AtomicInteger NAMES = new AtomicInteger();

    private static CollectorSink sink(String hosts, int port) {
        CollectorSink sink = new CollectorSink();
        Map<String, Object> settings = new TreeMap<>(Map.of("draco.sink.ams.port", port));
        if (!hosts.isEmpty()) {
            settings.put("draco.sink.ams.hosts", hosts);
        }
        sink.init(new SubsetConfiguration(new MapConfiguration(settings), "draco.sink.ams", "."));
        return sink;
    }

    /** Records come out of Metrics2 itself: what it makes of a source is what a sink must understand. */
    private static void publish(MetricsSink sink, MetricsSource source) {
        String name = "test" + NAMES.incrementAndGet();
        MetricsSystem system = new MetricsSystemImpl(name);
        system.start();
        system.register("source" + name, "to be sent", source);
        system.register("sink" + name, "under test", sink);
        system.publishMetricsNow();
        system.stop();
        system.shutdown();
    }

    private static MetricsSource numbers() {
        MetricsRegistry registry = new MetricsRegistry("Training").setContext("draco");
        registry.newGauge("Step", "the step", 42L);
        registry.newGauge("TrainLoss", "the loss", 0.25f);
        registry.newGauge("Accuracy", "none yet", Float.NaN);
        return (collector, all) ->
                registry.snapshot(
                        collector
                                .addRecord(Interns.info("Training", "numbers"))
                                .setContext("draco"),
                        all);
    }

    private static JsonNode metric(JsonNode post, String name) {
        for (JsonNode metric : post.get("metrics")) {
            if (metric.get("metricname").textValue().equals(name)) {
                return metric;
            }
        }
        throw new AssertionError(name + " is not in " + post);
    }

    @Test
    void aRoundIsOneRequestInTheCollectorsForm() throws IOException {
        try (EmulatedCollector collector = new EmulatedCollector()) {
            publish(sink("localhost", collector.port()), numbers());
            JsonNode post = collector.posts().get(0);
            JsonNode step = metric(post, "draco.Training.Step");
            assertEquals("draco", step.get("appid").textValue());
            assertTrue(!step.get("hostname").textValue().isEmpty());
            long at = step.get("starttime").longValue();
            assertEquals(42, step.get("metrics").get(Long.toString(at)).doubleValue());
            assertEquals(
                    0.25,
                    metric(post, "draco.Training.TrainLoss")
                            .get("metrics")
                            .elements()
                            .next()
                            .doubleValue());
            assertTrue(!post.toString().contains("NaN"), "the collector reads no NaN: " + post);
        }
    }

    @Test
    void theCollectorThatIsSaidToLiveIsSent() throws IOException {
        try (EmulatedCollector collector = new EmulatedCollector()) {
            collector.say("[\"127.0.0.1\"]", 200);
            publish(sink("nobody.invalid, localhost", collector.port()), numbers());
            assertTrue(!collector.posts().isEmpty(), "a host that is not there is passed over");
        }
    }

    @Test
    void aCollectorThatIsAwayOrRefusesCostsItsRoundAndNoMore() throws IOException {
        int port;
        CollectorSink sink;
        try (EmulatedCollector collector = new EmulatedCollector()) {
            port = collector.port();
            sink = sink("localhost", port);
            collector.say("[]", 500);
            put(sink, 1);
            collector.say("no JSON", 200);
            put(sink, 2);
        }
        put(sink, 3);
        try (EmulatedCollector back = new EmulatedCollector(port)) {
            put(sink, 4);
            assertEquals(1, back.posts().size());
            assertEquals(1, back.posts().get(0).get("metrics").size(), "the lost ones stay lost");
        }
    }

    private static void put(CollectorSink sink, long value) {
        MetricsRegistry registry = new MetricsRegistry("Training").setContext("draco");
        registry.newGauge("Step", "the step", value);
        publish(
                new OnlyTraining(sink),
                (collector, all) ->
                        registry.snapshot(
                                collector
                                        .addRecord(Interns.info("Training", "numbers"))
                                        .setContext("draco"),
                                all));
        sink.flush();
    }

    /** Metrics2 has records of itself, and flushes when it likes. */
    private record OnlyTraining(CollectorSink sink) implements MetricsSink {
        @Override
        public void putMetrics(MetricsRecord record) {
            if (record.name().equals("Training")) {
                sink.putMetrics(record);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void init(SubsetConfiguration conf) {}
    }

    @Test
    void withoutHostsItSaysWhatIsMissing() {
        MetricsException refused = assertThrows(MetricsException.class, () -> sink("", 6188));
        assertTrue(refused.getMessage().startsWith("hosts: expected"), refused.getMessage());
    }
}
