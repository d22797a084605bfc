package org.draco.codec.attack;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.draco.codec.Arguments;
import org.draco.codec.ExtensionException;
import org.draco.codec.NearName;

/**
 * An attack as a person has named it, right or wrong.
 *
 * @param mode its name
 * @param arguments values of its parameters, {@code k=v,k=v}; empty for its defaults
 */
public record AttackChoice(String mode, String arguments) {

    /** What is wrong with the name and the arguments; empty when {@link #create} will give the attack. */
    public List<String> faults() {
        try {
            Optional<Attack> attack = Attacks.byName(mode, Arguments.parse(arguments));
            return attack.isPresent() ? List.of() : List.of(unknown());
        } catch (IllegalArgumentException e) {
            return List.of("err-args: " + e.getMessage());
        } catch (ExtensionException e) {
            return List.of(e.getMessage());
        }
    }

    private String unknown() {
        return "err-mode: expected one of %s, found \"%s\"%s"
                .formatted(Attacks.names(), mode, NearName.hint(Attacks.names(), mode));
    }

    /**
     * The attack.
     *
     * @throws IllegalArgumentException with the {@link #faults}
     */
    public Attack create() {
        List<String> faults = faults();
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
        return Attacks.byName(mode, Arguments.parse(arguments)).orElseThrow();
    }

    /**
     * The same with the value of {@code --adversarial X} among the arguments, as the parameter whose shorthand it is. If the
     * arguments give that parameter another value, or the attack has none, the result has a fault that says so.
     */
    public AttackChoice withStrength(double strength) {
        String key = Attacks.strengthOf(mode).filter(name -> !name.isEmpty()).orElse("adversarial");
        if (saysAlready(key, strength)) {
            return this;
        }
        String argument = key + "=" + strength;
        return new AttackChoice(mode, arguments.isBlank() ? argument : arguments + "," + argument);
    }

    private boolean saysAlready(String key, double strength) {
        try {
            Map<String, String> all = Arguments.parse(arguments);
            return all.containsKey(key) && Double.parseDouble(all.get(key)) == strength;
        } catch (IllegalArgumentException e) {
            return false; // the faults will say why
        }
    }
}
