package org.draco.am.web;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.draco.am.step.StepReport;
import org.draco.layout.metrics.StepRow;

/** Steps to show. */
public final class Rows {

    private Rows() {}

    /** A step whose every number is another one. */
    public static StepRow row(long step, double loss, List<Integer> suspects) {
        return new StepRow(
                step,
                8,
                1,
                suspects,
                1.5,
                0,
                loss,
                0.2,
                0.15,
                0.1,
                0.05,
                0.01,
                0.02,
                1000 * step,
                2000 * step,
                0.01,
                Map.of());
    }

    /** What a row was made of. */
    public static StepReport report(StepRow row, Set<Integer> answered) {
        return new StepReport(
                row.step(),
                answered,
                Set.of(),
                new TreeSet<>(row.suspects()),
                row.redundancy(),
                0,
                (float) row.trainLoss(),
                1,
                1,
                1,
                1,
                1,
                1,
                row.bytesIn(),
                row.bytesOut());
    }
}
