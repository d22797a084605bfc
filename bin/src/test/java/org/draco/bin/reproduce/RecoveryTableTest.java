package org.draco.bin.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.draco.layout.metrics.EvaluationRow;
import org.junit.jupiter.api.Test;

class RecoveryTableTest {

    private final List<ResultRow> rows = new ArrayList<>();

    private void add(long seed, String f, String attack, String rule, String at, double accuracy) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("dataset", "mnist");
        attributes.put("f", f);
        attributes.put("rule", rule);
        attributes.put("attack", attack);
        if (!at.isEmpty()) {
            attributes.put("at", at);
        }
        PlannedRun run =
                PlannedRun.refused(new Configuration("p", attributes, List.of()), seed, "made up");
        Optional<EvaluationRow> best = Optional.of(new EvaluationRow(5, 1, accuracy / 100, 100, 1));
        Measures measures =
                new Measures(10, 10, best, best, Optional.empty(), 1, 1, OptionalDouble.empty());
        rows.add(
                new ResultRow(
                        run,
                        ResultRow.State.FINISHED,
                        "",
                        Optional.empty(),
                        Optional.of(measures)));
    }

    /** One that is recovered, one that is not, one that needs not be, one without a partner, and another seed's reference. */
    @Test
    void countsPairsOfOneSeedAgainstTheRunWithoutAttack() {
        add(1, "24", "none", "mean", "", 90);
        add(1, "12", "none", "mean", "", 95);
        add(2, "24", "none", "mean", "", 60);
        add(1, "24", "alie", "krum", "update", 50);
        add(1, "24", "alie", "krum", "worker", 85);
        add(1, "24", "alie", "median", "update", 69);
        add(1, "24", "alie", "median", "worker", 75);
        add(1, "12", "alie", "krum", "update", 94);
        add(1, "12", "alie", "krum", "worker", 88);
        add(2, "24", "alie", "krum", "update", 45);
        add(2, "24", "alie", "krum", "worker", 44);
        add(1, "12", "alie", "median", "worker", 90);
        String all =
                "4|3 (75.0 %)|1 (33.3 %)|2 (50.0 %)|1 (50.0 %)|0 (0.0 %)|0|2 (50.0 %)|1 (25.0 %)";
        assertEquals(
                List.of(
                        "all|" + all,
                        "dataset=mnist|" + all,
                        "f=24|3|3 (100.0 %)|1 (33.3 %)|2 (66.7 %)|1 (50.0 %)|0 (0.0 %)|0|1 (33.3 %)|0 (0.0 %)",
                        "f=12|1|0 (0.0 %)|0|0 (0.0 %)|0|0 (0.0 %)|0|1 (100.0 %)|1 (100.0 %)"),
                new RecoveryTable(rows)
                        .table().rows().stream().map(row -> String.join("|", row)).toList());
    }
}
