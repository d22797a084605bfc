package org.draco.codec.aggregate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.draco.codec.Arguments;

/** Every aggregation rule there is, by name. */
public final class AggregationRules {

    private static final AggregationRule AVERAGE = new Average();

    private static final Map<String, Function<Arguments, AggregationRule>> BY_NAME =
            new LinkedHashMap<>();

    static {
        BY_NAME.put(Average.NAME, arguments -> AVERAGE);
        BY_NAME.put(Median.NAME, Median::new);
        BY_NAME.put(TrimmedMean.NAME, arguments -> new TrimmedMean());
        BY_NAME.put(GeometricMedian.NAME, GeometricMedian::new);
        BY_NAME.put(Krum.NAME, Krum::one);
        BY_NAME.put(Krum.MULTI_NAME, Krum::several);
        BY_NAME.put(Bulyan.NAME, Bulyan::new);
        BY_NAME.put(Meamed.NAME, Meamed::new);
        BY_NAME.put(Phocas.NAME, arguments -> new Phocas());
        BY_NAME.put(Aksel.NAME, Aksel::new);
        BY_NAME.put(MinimumDiameter.NAME, MinimumDiameter::new);
        BY_NAME.put(GradientElimination.NAME, arguments -> new GradientElimination());
        BY_NAME.put(CenteredClipping.NAME, CenteredClipping::new);
    }

    private AggregationRules() {}

    /** The mean, which bears no adversary. */
    public static AggregationRule average() {
        return AVERAGE;
    }

    /** The rule of that name, as its paper has it. */
    public static Optional<AggregationRule> byName(String name) {
        return byName(name, Map.of());
    }

    /**
     * The rule of that name.
     *
     * @param arguments values of its parameters; {@link Arguments#parse} reads them from {@code k=v,k=v}
     * @return empty if there is no such rule
     * @throws IllegalArgumentException for an unknown key or a value outside its domain, saying what was expected and
     *     what was found
     */
    public static Optional<AggregationRule> byName(String name, Map<String, String> arguments) {
        return Optional.ofNullable(BY_NAME.get(name))
                .map(
                        make -> {
                            Arguments read = new Arguments(name, arguments);
                            AggregationRule rule = make.apply(read);
                            read.finish();
                            return rule;
                        });
    }

    /** The names, in the order in which help texts list them. */
    public static List<String> names() {
        return List.copyOf(BY_NAME.keySet());
    }
}
