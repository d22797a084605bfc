package org.draco.bin.reproduce;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.draco.bin.report.Table;
import org.draco.layout.metrics.StepRow;

/** What a step takes in each phase: lower deciles over its steps, then means over the seeds. */
final class PhaseTable {

    /** What is measured, in the order of the table. */
    static final Map<String, ToDoubleFunction<StepRow>> PHASES = phases();

    private final Study study;
    private final List<Group> groups;

    PhaseTable(Study study, List<Group> groups) {
        this.study = study;
        this.groups = groups;
    }

    private static Map<String, ToDoubleFunction<StepRow>> phases() {
        Map<String, ToDoubleFunction<StepRow>> phases = new LinkedHashMap<>();
        phases.put("compute", StepRow::computeSeconds);
        phases.put("decode", StepRow::decodeSeconds);
        phases.put("update", StepRow::updateSeconds);
        return phases;
    }

    /** Milliseconds of a phase. */
    static Spread millis(Group group, ToDoubleFunction<StepRow> phase) {
        return group.spread(row -> 1e3 * Measures.lowerDecile(row.recorded().orElseThrow(), phase));
    }

    Table table() {
        List<String> header = new ArrayList<>(List.of("configuration"));
        PHASES.keySet().forEach(phase -> header.add(phase + ", ms"));
        header.add("step on a cluster, ms");
        header.add("step in this process, ms");
        study.versus()
                .ifPresent(
                        versus ->
                                header.add(
                                        "times faster than %s=%s"
                                                .formatted(versus.attribute(), versus.value())));
        List<List<String>> rows = new ArrayList<>();
        for (Group group : groups) {
            List<String> cells = new ArrayList<>(List.of(group.configuration().label()));
            PHASES.values().forEach(phase -> cells.add(millis(group, phase).shown("%.2f", 1)));
            cells.add(millis(group, Measures::onACluster).shown("%.2f", 1));
            cells.add(millis(group, StepRow::seconds).shown("%.2f", 1));
            study.versus().ifPresent(versus -> cells.add(faster(group, versus)));
            rows.add(cells);
        }
        return new Table("A step by phase (lower deciles)", header, rows);
    }

    private String faster(Group group, Study.Versus versus) {
        var place = group.configuration().with(versus.attribute(), versus.value());
        Optional<Group> other =
                groups.stream()
                        .filter(one -> one.configuration().attributes().equals(place))
                        .findFirst();
        double ratio =
                other.map(one -> millis(one, Measures::onACluster).mean()).orElse(Double.NaN)
                        / millis(group, Measures::onACluster).mean();
        return Double.isFinite(ratio) ? String.format(Locale.ROOT, "%.2f", ratio) : "";
    }
}
