package org.draco.codec.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.draco.codec.Arguments;
import org.draco.codec.NearName;

/**
 * Every schedule that a job can name. With the first step's rate lr, the rate of step k is
 *
 * <table>
 *   <caption>Schedules</caption>
 *   <tr><th>name</th><th>arguments</th><th>rate</th></tr>
 *   <tr><td>constant</td><td></td><td>lr</td></tr>
 *   <tr><td>hyperbolic</td><td>half, delta=1</td><td>lr / (1 + k' / half), k' = k rounded down to a multiple of delta</td></tr>
 *   <tr><td>steps</td><td>k1=lr1,k2=lr2,...</td><td>lr before step k1, lr1 from k1 on, lr2 from k2 on, ...</td></tr>
 *   <tr><td>cosine</td><td>period, least=0</td><td>least + (lr - least) (1 + cos(pi k / period)) / 2, and least from k = period
 *     on</td></tr>
 * </table>
 *
 * <p><b>Sources.</b> {@code hyperbolic} and {@code steps} as in the code of El Mhamdi, Guerraoui, Rouault, <i>Distributed
 * Momentum for Byzantine-resilient Stochastic Gradient Descent</i>, ICLR 2021; {@code cosine}: Loshchilov, Hutter, <i>SGDR</i>,
 * ICLR 2017, without restarts.
 */
public final class LearningRates {

    private static final List<String> NAMES = List.of("constant", "hyperbolic", "steps", "cosine");

    private LearningRates() {}

    /** The names, in the order in which they should be listed to a person. */
    public static List<String> names() {
        return NAMES;
    }

    /** What is wrong with a schedule; empty if {@link #create} will give it. */
    public static List<String> faults(String name, String arguments, double first) {
        try {
            create(name, arguments, first);
            return List.of();
        } catch (IllegalArgumentException e) {
            return List.of(e.getMessage());
        }
    }

    /**
     * A schedule.
     *
     * @param name of it
     * @param arguments {@code k=v,k=v}
     * @param first rate of step 0
     * @throws IllegalArgumentException naming what is unknown, missing or out of range
     */
    public static LearningRate create(String name, String arguments, double first) {
        // Computed with as floats: 1e-50 would be 0 there.
        if (!((float) first > 0) || Float.isInfinite((float) first)) {
            throw new IllegalArgumentException(
                    "lr: expected finite and above 0 as a float32, found " + first);
        }
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException(
                    "lr-schedule: expected one of %s, found \"%s\"%s"
                            .formatted(NAMES, name, NearName.hint(NAMES, name)));
        }
        Map<String, String> given = Arguments.parse(arguments);
        if (name.equals("steps")) {
            return steps(first, given);
        }
        Arguments read = new Arguments("lr-args: " + name, given);
        return switch (name) {
            case "hyperbolic" -> hyperbolic(first, read);
            case "cosine" -> cosine(first, read);
            default -> constant(first, read);
        };
    }

    private static LearningRate constant(double first, Arguments read) {
        read.finish();
        return step -> first;
    }

    private static LearningRate hyperbolic(double first, Arguments read) {
        int half = read.integer("half", 0, 1);
        int delta = read.integer("delta", 1, 1);
        read.finish();
        require("hyperbolic", "half", half);
        return step -> first / ((double) (step - step % delta) / half + 1);
    }

    private static LearningRate cosine(double first, Arguments read) {
        int period = read.integer("period", 0, 1);
        double least = read.number("least", 0, 0);
        read.finish();
        require("cosine", "period", period);
        return step ->
                step >= period
                        ? least
                        // StrictMath: every machine must find the same rate.
                        : least
                                + (first - least)
                                        * (1 + StrictMath.cos(StrictMath.PI * step / period))
                                        / 2;
    }

    /** Arguments gives what was not named as 0. */
    private static void require(String name, String key, int value) {
        if (value == 0) {
            throw new IllegalArgumentException(
                    "lr-args: %s: expected %s=STEPS, found no such argument".formatted(name, key));
        }
    }

    private static LearningRate steps(double first, Map<String, String> given) {
        NavigableMap<Long, Double> from = new TreeMap<>(Map.of(0L, first));
        List<String> faults = new ArrayList<>();
        given.forEach(
                (step, rate) -> {
                    try {
                        long at = Long.parseLong(step);
                        float value = Float.parseFloat(rate);
                        if (at <= from.lastKey() || !(value > 0) || Float.isInfinite(value)) {
                            throw new NumberFormatException();
                        }
                        from.put(at, Double.parseDouble(rate));
                    } catch (NumberFormatException e) {
                        faults.add("\"" + step + "=" + rate + "\"");
                    }
                });
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(
                    "lr-args: steps: expected STEP=RATE,... with steps above 0 that increase and rates above 0, found "
                            + String.join(", ", faults));
        }
        return step -> from.floorEntry(step).getValue();
    }
}
