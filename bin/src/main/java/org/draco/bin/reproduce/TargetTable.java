package org.draco.bin.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.draco.bin.report.Table;
import org.draco.layout.metrics.EvaluationRow;

/** Steps and time until the target accuracy, and what was published beside it. */
final class TargetTable {

    private final Study study;
    private final List<Group> groups;

    TargetTable(Study study, List<Group> groups) {
        this.study = study;
        this.groups = groups;
    }

    Table table() {
        String target =
                String.format(Locale.ROOT, "%.4g %%", 100 * study.target().orElse(Double.NaN));
        boolean compared = study.versus().isPresent();
        String against =
                study.versus().map(versus -> versus.attribute() + "=" + versus.value()).orElse("");
        List<String> header =
                new ArrayList<>(
                        List.of(
                                "configuration",
                                "samples a step",
                                "steps to " + target,
                                "seconds to it",
                                "seconds published",
                                "best accuracy, %"));
        if (compared) {
            header.add("times faster than " + against);
            header.add("times published");
        }
        List<List<String>> rows = new ArrayList<>();
        for (Group group : groups) {
            List<String> cells = new ArrayList<>();
            cells.add(group.configuration().label());
            cells.add(
                    group.spread(row -> (double) row.measures().orElseThrow().samplesPerStep())
                            .shown("%.0f", 1));
            cells.add(reached(group, group.spread(TargetTable::steps), "%.0f"));
            cells.add(reached(group, seconds(group), "%.2f"));
            cells.add(number(study.published(group.configuration()), "%.2f"));
            cells.add(group.spread(ResultRow::bestAccuracy).shown("%.2f", 100));
            if (compared) {
                Optional<Group> other = counterpart(group);
                cells.add(
                        number(
                                other.map(to -> ratio(to, group)).orElse(OptionalDouble.empty()),
                                "%.2f"));
                cells.add(
                        number(
                                other.map(to -> published(to, group))
                                        .orElse(OptionalDouble.empty()),
                                "%.2f"));
            }
            rows.add(cells);
        }
        return new Table("Until " + target + " of the test set are right", header, rows);
    }

    private static String reached(Group group, Spread spread, String format) {
        int made = group.made().size();
        if (made == 0) {
            return "not run";
        }
        return spread.count() == 0
                ? "never"
                : spread.shown(format, 1)
                        + (spread.count() < made
                                ? " (%d of %d)".formatted(spread.count(), made)
                                : "");
    }

    private static double steps(ResultRow row) {
        return row.measures()
                .flatMap(Measures::atTarget)
                .map(EvaluationRow::step)
                .map(Long::doubleValue)
                .orElse(Double.NaN);
    }

    private static Spread seconds(Group group) {
        return group.spread(
                row -> row.measures().orElseThrow().clusterSecondsToTarget().orElse(Double.NaN));
    }

    /** The configuration that differs only in being the one that others are compared to. */
    private Optional<Group> counterpart(Group group) {
        Study.Versus versus = study.versus().orElseThrow();
        if (versus.value().equals(group.configuration().get(versus.attribute()))) {
            return Optional.empty();
        }
        var place = group.configuration().with(versus.attribute(), versus.value());
        return groups.stream()
                .filter(other -> other.configuration().attributes().equals(place))
                .findFirst();
    }

    private static OptionalDouble ratio(Group slow, Group fast) {
        double ratio = seconds(slow).mean() / seconds(fast).mean();
        return Double.isFinite(ratio) ? OptionalDouble.of(ratio) : OptionalDouble.empty();
    }

    private OptionalDouble published(Group slow, Group fast) {
        OptionalDouble longer = study.published(slow.configuration());
        OptionalDouble shorter = study.published(fast.configuration());
        return longer.isPresent() && shorter.isPresent()
                ? OptionalDouble.of(longer.getAsDouble() / shorter.getAsDouble())
                : OptionalDouble.empty();
    }

    private static String number(OptionalDouble value, String format) {
        return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble()) : "";
    }
}
