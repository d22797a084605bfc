package org.draco.codec.attack;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Every attack there is, by name. */
public final class Attacks {

    /** The magnitude that DRACO's experiments use. */
    public static final double DEFAULT_MAGNITUDE = -100;

    private static final Map<String, Function<Float, Attack>> BY_NAME = new LinkedHashMap<>();

    static {
        BY_NAME.put(HonestWorker.NAME, magnitude -> new HonestWorker());
        BY_NAME.put(ReversedGradient.NAME, ReversedGradient::new);
        BY_NAME.put(ConstantGradient.NAME, ConstantGradient::new);
        BY_NAME.put(RandomGradient.NAME, RandomGradient::new);
        BY_NAME.put(Collusion.NAME, Collusion::new);
        BY_NAME.put(SilentWorker.NAME, magnitude -> new SilentWorker());
    }

    private Attacks() {}

    /** The worker that does not lie. */
    public static Attack honest() {
        return new HonestWorker();
    }

    /**
     * The attack of that name.
     *
     * @param magnitude its strength, where it has one
     */
    public static Optional<Attack> byName(String name, double magnitude) {
        return Optional.ofNullable(BY_NAME.get(name)).map(make -> make.apply((float) magnitude));
    }

    /** The names, in the order in which help texts list them. */
    public static List<String> names() {
        return List.copyOf(BY_NAME.keySet());
    }
}
