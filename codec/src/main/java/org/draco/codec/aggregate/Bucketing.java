package org.draco.codec.aggregate;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.draco.codec.Arguments;
import org.draco.codec.Description;

/**
 * Shuffles the rows and replaces every {@code size} of them by their mean.
 *
 * <p><b>Guarantee.</b> At most s of the ceil(n / size) means are touched by a liar, and honest means are nearer to each other
 * than honest rows, by a factor of size in the mean square. The rule behind it must bear s among these.
 *
 * <p><b>Paper.</b> Karimireddy, He, Jaggi, <i>Byzantine-Robust Learning on Heterogeneous Datasets via Bucketing</i>, ICLR 2022
 * (arXiv 2006.09365), algorithm 1.
 *
 * <p><b>Departures.</b> The shuffle is fresh in each step, as in the paper, and still a function of the input: it is drawn from
 * {@code seed} and the norms of the rows. So equal inputs give equal results; the order of the workers matters.
 */
final class Bucketing implements PreAggregator {

    static final String NAME = "bucketing";

    private final int size;
    private final long seed;

    Bucketing(Arguments arguments) {
        size = arguments.integer("size", 2, 1);
        seed = arguments.integer("seed", 0, 0);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Description description() {
        return new Description(
                "shuffles the rows and takes the mean of every few",
                "size=2, seed=0",
                "what the rule behind it needs, times size",
                "Karimireddy, He, Jaggi, ICLR 2022 (arXiv 2006.09365)");
    }

    @Override
    public int minWorkers(int rows, int adversaries) {
        return rows == Integer.MAX_VALUE ? rows : ScreenedRule.workers((rows - 1L) * size + 1);
    }

    @Override
    public double[][] mixing(Gram gram, int adversaries) {
        long drawn = seed;
        for (int i = 0; i < gram.count(); i++) {
            drawn = drawn * 0x9E3779B97F4A7C15L + Double.doubleToLongBits(gram.product(i, i));
        }
        List<Integer> order = IntStream.range(0, gram.count()).boxed().collect(Collectors.toList());
        Collections.shuffle(order, new Random(drawn));
        return mixing(order.stream().mapToInt(Integer::intValue).toArray());
    }

    /** For an order that is given. */
    double[][] mixing(int[] order) {
        int n = order.length;
        double[][] mixing = new double[(n + size - 1) / size][n];
        for (int bucket = 0; bucket < mixing.length; bucket++) {
            int end = Math.min(n, (bucket + 1) * size);
            for (int k = bucket * size; k < end; k++) {
                mixing[bucket][order[k]] = 1.0 / (end - bucket * size);
            }
        }
        return mixing;
    }
}
