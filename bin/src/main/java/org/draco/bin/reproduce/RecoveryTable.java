package org.draco.bin.reproduce;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.draco.bin.report.Table;

/**
 * The test of Distributed Momentum: an attack is <i>effective</i> on a configuration if it takes more than so many points of accuracy
 * from the run without attack; the momentum at the workers <i>recovers</i> them if it has more than so many points more than that at
 * the update. Compared are best accuracies of runs that differ in the place of the momentum alone, and have the same seed.
 */
final class RecoveryTable {

    private static final String PLACE = "at";
    private static final String ATTACK = "attack";
    private static final String RULE = "rule";
    private static final List<String> SUBSETS = List.of("dataset", "f");
    private static final List<Integer> POINTS = List.of(10, 20, 40);

    /** The same configuration with momentum at the update and at the workers, and without attack; accuracies in points. */
    private record Pair(Configuration of, double unattacked, double update, double worker) {

        boolean isEffective(int points) {
            return unattacked - update > points;
        }

        boolean recovers(int points) {
            return isEffective(points) && worker - update > points;
        }

        boolean isWorse(int points) {
            return worker - update < -points;
        }
    }

    private final Map<String, ResultRow> byPlace = new HashMap<>();
    private final List<ResultRow> unattacked = new ArrayList<>();
    private final List<Pair> pairs = new ArrayList<>();

    RecoveryTable(List<ResultRow> rows) {
        List<ResultRow> made = rows.stream().filter(row -> row.measures().isPresent()).toList();
        for (ResultRow row : made) {
            byPlace.put(key(row, row.configuration().get(PLACE)), row);
            if ("none".equals(row.configuration().get(ATTACK))) {
                unattacked.add(row);
            }
        }
        made.stream()
                .filter(row -> "worker".equals(row.configuration().get(PLACE)))
                .forEach(row -> pair(row).ifPresent(pairs::add));
    }

    private static String key(ResultRow row, String place) {
        return row.configuration().with(PLACE, place) + " " + row.run().seed();
    }

    private Optional<Pair> pair(ResultRow worker) {
        Optional<ResultRow> update = Optional.ofNullable(byPlace.get(key(worker, "update")));
        Optional<ResultRow> reference =
                unattacked.stream().filter(row -> isReference(row, worker)).findFirst();
        return update.isEmpty() || reference.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Pair(
                                worker.configuration(),
                                100 * reference.get().bestAccuracy(),
                                100 * update.get().bestAccuracy(),
                                100 * worker.bestAccuracy()));
    }

    private static boolean isReference(ResultRow honest, ResultRow attacked) {
        return honest.run().seed() == attacked.run().seed()
                && honest.configuration().attributes().entrySet().stream()
                        .filter(entry -> !entry.getKey().equals(ATTACK))
                        .filter(entry -> !entry.getKey().equals(RULE))
                        .allMatch(
                                entry ->
                                        entry.getValue()
                                                .equals(
                                                        attacked.configuration()
                                                                .get(entry.getKey())));
    }

    Table table() {
        List<String> header = new ArrayList<>(List.of("configurations and seeds", "pairs"));
        for (int points : POINTS) {
            header.add("attack takes > " + points + " points");
            header.add("of these workers recover > " + points);
        }
        header.add("worse at the workers");
        header.add("by > 5 points");
        Map<String, List<Pair>> subsets = new LinkedHashMap<>();
        subsets.put("all", pairs);
        for (String attribute : SUBSETS) {
            pairs.forEach(
                    pair ->
                            subsets.computeIfAbsent(
                                            attribute + "=" + pair.of().get(attribute),
                                            none -> new ArrayList<>())
                                    .add(pair));
        }
        List<List<String>> rows = new ArrayList<>();
        subsets.forEach((name, of) -> rows.add(row(name, of)));
        return new Table("What momentum at the workers recovers", header, rows);
    }

    private static List<String> row(String name, List<Pair> of) {
        List<String> cells = new ArrayList<>(List.of(name, Integer.toString(of.size())));
        for (int points : POINTS) {
            long effective = of.stream().filter(pair -> pair.isEffective(points)).count();
            cells.add(share(effective, of.size()));
            cells.add(share(of.stream().filter(pair -> pair.recovers(points)).count(), effective));
        }
        cells.add(share(of.stream().filter(pair -> pair.isWorse(0)).count(), of.size()));
        cells.add(share(of.stream().filter(pair -> pair.isWorse(5)).count(), of.size()));
        return cells;
    }

    private static String share(long part, long whole) {
        return whole == 0
                ? "0"
                : String.format(Locale.ROOT, "%d (%.1f %%)", part, 100.0 * part / whole);
    }
}
