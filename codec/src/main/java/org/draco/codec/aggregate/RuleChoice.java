package org.draco.codec.aggregate;

import java.util.List;
import java.util.Optional;
import org.draco.codec.Arguments;
import org.draco.codec.ExtensionException;
import org.draco.codec.NearName;

/**
 * A rule as a person has named it, right or wrong.
 *
 * @param mode its name, or a chain such as {@code nnm+krum}
 * @param arguments values of its parameters, {@code k=v,k=v}; empty for its paper's
 */
public record RuleChoice(String mode, String arguments) {

    /** What is wrong with the name and the arguments; empty when {@link #create} will give the rule. */
    public List<String> faults() {
        try {
            Optional<AggregationRule> rule =
                    AggregationRules.byName(mode, Arguments.parse(arguments));
            return rule.isPresent()
                    ? List.of()
                    : List.of(
                            "mode: expected one of %s, after any of %s and a +, found \"%s\"%s"
                                    .formatted(
                                            AggregationRules.names(),
                                            AggregationRules.preAggregators().keySet(),
                                            mode,
                                            NearName.hint(AggregationRules.names(), mode)));
        } catch (IllegalArgumentException e) {
            return List.of("mode-args: " + e.getMessage());
        } catch (ExtensionException e) {
            return List.of(e.getMessage());
        }
    }

    /**
     * The rule.
     *
     * @throws IllegalArgumentException with the {@link #faults}
     */
    public AggregationRule create() {
        List<String> faults = faults();
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
        return AggregationRules.byName(mode, Arguments.parse(arguments)).orElseThrow();
    }
}
