package org.draco.codec.aggregate;

import java.util.List;
import java.util.Optional;

/** Every aggregation rule there is, by name. */
public final class AggregationRules {

    private static final List<AggregationRule> ALL = List.of(new Average());

    private AggregationRules() {}

    /** The mean, which bears no adversary. */
    public static AggregationRule average() {
        return ALL.get(0);
    }

    /** The rule of that name. */
    public static Optional<AggregationRule> byName(String name) {
        return ALL.stream().filter(rule -> rule.name().equals(name)).findFirst();
    }

    /** The names, in the order in which help texts list them. */
    public static List<String> names() {
        return ALL.stream().map(AggregationRule::name).toList();
    }
}
