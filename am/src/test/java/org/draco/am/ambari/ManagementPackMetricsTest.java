package org.draco.am.ambari;

import static org.draco.am.ambari.ManagementPack.DEFINITION;
import static org.draco.am.ambari.ManagementPack.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.metrics2.AbstractMetric;
import org.apache.hadoop.metrics2.MetricsRecord;
import org.apache.hadoop.metrics2.impl.MetricsCollectorImpl;
import org.draco.am.metrics.TrainingMetrics;
import org.draco.am.yarn.Jobs;
import org.junit.jupiter.api.Test;

/** That what widgets and dashboards ask the Ambari Metrics System for is what our processes send there. */
class ManagementPackMetricsTest {

    private static final Pattern IN_EXPRESSION = Pattern.compile("draco\\.\\w+\\.\\w+(\\._\\w+)?");
    private static final Pattern WORD = Pattern.compile("`(\\w+)`");

    /** As the sink names them: what a training's source emits, and of the other processes what docs/metrics.md says. */
    private static Set<String> sent() throws IOException {
        Set<String> names = new TreeSet<>();
        MetricsCollectorImpl collector = new MetricsCollectorImpl();
        new TrainingMetrics(Jobs.withWorkers(9), () -> 0).getMetrics(collector, true);
        for (MetricsRecord record : collector.getRecords()) {
            for (AbstractMetric metric : record.metrics()) {
                names.add(record.context() + "." + record.name() + "." + metric.name());
            }
        }
        assertFalse(names.isEmpty());
        String documented = Files.readString(Path.of("..", "docs", "metrics.md"));
        for (String record : List.of("DracoWorker", "DracoEvaluator", "DracoMemory")) {
            int begin = documented.indexOf("**`" + record + "`**");
            assertTrue(begin >= 0, record);
            int end = documented.indexOf("**`", begin + 3);
            Matcher words = WORD.matcher(documented.substring(begin + record.length() + 6, end));
            while (words.find()) {
                names.add("draco." + record + "." + words.group(1));
            }
        }
        names.add("draco.DracoWorker.ComputeMicros60s50thPercentileMicros");
        return names;
    }

    private static void requireSent(String metric, String where) throws IOException {
        String plain = metric.replaceAll("\\._(rate|sum|min|max|avg)$", "");
        assertTrue(sent().contains(plain), () -> where + ": nothing sends " + metric);
    }

    /** Where the REST API says a metric is, and its name in the Ambari Metrics System. */
    private static Map<String, String> mapped() throws IOException {
        Map<String, String> mapped = new LinkedHashMap<>();
        JsonNode component = json("metrics.json").get("DRACO_MONITOR").get("Component").get(0);
        assertEquals("ganglia", component.get("type").textValue(), "Ambari's name of its own");
        component
                .get("metrics")
                .get("default")
                .properties()
                .forEach(one -> mapped.put(one.getKey(), one.getValue().get("metric").textValue()));
        return mapped;
    }

    @Test
    void everyMetricThatIsMappedIsSent() throws IOException {
        for (Map.Entry<String, String> one : mapped().entrySet()) {
            requireSent(one.getValue(), "metrics.json");
            String last = one.getKey().substring(one.getKey().lastIndexOf('/') + 1);
            assertTrue(one.getValue().endsWith("." + last), one::toString);
        }
    }

    @Test
    void aWidgetShowsMappedMetricsOfTheComponentThatHasThem() throws IOException {
        JsonNode layout = json("widgets.json").get("layouts").get(0);
        assertEquals("DRACO_SUMMARY", layout.get("section_name").textValue());
        assertEquals(8, layout.get("widgetLayoutInfo").size());
        for (JsonNode widget : layout.get("widgetLayoutInfo")) {
            String name = widget.get("widget_name").textValue();
            assertTrue(
                    Set.of("GRAPH", "NUMBER", "GAUGE", "HEATMAP", "TEMPLATE")
                            .contains(widget.get("widget_type").textValue()),
                    name);
            Set<String> declared = new TreeSet<>();
            for (JsonNode metric : widget.get("metrics")) {
                assertEquals("DRACO", metric.get("service_name").textValue(), name);
                assertEquals("DRACO_MONITOR", metric.get("component_name").textValue(), name);
                String path = metric.get("metric_path").textValue();
                assertEquals(metric.get("name").textValue(), mapped().get(path), path);
                declared.add(metric.get("name").textValue());
            }
            Set<String> shown = new TreeSet<>();
            for (JsonNode value : widget.get("values")) {
                Matcher names = IN_EXPRESSION.matcher(value.get("value").textValue());
                while (names.find()) {
                    shown.add(names.group());
                }
            }
            assertEquals(declared, shown, name);
        }
    }

    /** And that the application's name is the one that the sink sends by default, in small letters as the collector asks for it. */
    @Test
    void theComponentsMetricsAreThoseOfOurApplication() throws IOException {
        assertEquals(
                "draco", ManagementPack.text(ManagementPack.components().get(0), "timelineAppid"));
    }

    @Test
    void theGrafanaDashboardAsksForWhatIsSent() throws IOException {
        Set<Integer> ids = new TreeSet<>();
        int targets = 0;
        JsonNode dashboard =
                json(
                        DEFINITION.resolve(
                                "dashboards/grafana-dashboards/grafana-draco-training.json"));
        assertTrue(dashboard.get("id").isNull(), "Grafana gives it");
        for (JsonNode row : dashboard.get("rows")) {
            for (JsonNode panel : row.get("panels")) {
                assertTrue(ids.add(panel.get("id").intValue()));
                for (JsonNode target : panel.get("targets")) {
                    targets++;
                    assertEquals("draco", target.get("app").textValue());
                    assertTrue(
                            Set.of("none", "avg", "sum", "min", "max")
                                    .contains(target.get("aggregator").textValue()));
                    assertTrue(
                            Set.of("none", "rate", "diff")
                                    .contains(target.get("transform").textValue()));
                    requireSent(target.get("metric").textValue(), "the Grafana dashboard");
                }
            }
        }
        assertTrue(targets > 20);
    }
}
