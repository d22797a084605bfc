package org.draco.am.link;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;

/**
 * What a saboteur costs the others: how long a step takes with it and without it, by turns in one process. The step is two
 * honest workers' answers of half a million floats, over loopback; nothing is computed.
 *
 * <p>Run by {@code mvn -q -pl am -am -P benchmark-link process-test-classes}.
 */
public final class FloodBenchmark {

    private static final int TURNS = 7;
    private static final int STEPS = 40;

    private FloodBenchmark() {}

    /** Prints two lines: a saboteur that comes back as often as it may, and one that is always let in. */
    public static void main(String[] none) throws Exception {
        for (boolean patient : new boolean[] {false, true}) {
            try (FloodedServer server = new FloodedServer(patient)) {
                server.awaitHonest();
                medianMillis(server); // until the JVM has compiled
                compare(server, patient);
            }
        }
        System.exit(0);
    }

    private static void compare(FloodedServer server, boolean patient) throws Exception {
        double[] quiet = new double[TURNS];
        double[] flooded = new double[TURNS];
        double[] ratios = new double[TURNS];
        for (int turn = 0; turn < TURNS; turn++) {
            quiet[turn] = medianMillis(server);
            flooded[turn] = floodedMillis(server);
            ratios[turn] = flooded[turn] / quiet[turn];
        }
        System.out.printf(
                Locale.ROOT,
                "saboteur %s: a step takes %.1f ms, without it %.1f ms; ratio %.2f (%.2f to %.2f)%n",
                patient ? "always let in" : "as it is",
                median(flooded),
                median(quiet),
                median(ratios),
                Arrays.stream(ratios).min().getAsDouble(),
                Arrays.stream(ratios).max().getAsDouble());
    }

    private static double floodedMillis(FloodedServer server)
            throws IOException, InterruptedException {
        Saboteur saboteur = new Saboteur(server, FloodedServer.HONEST);
        try {
            return medianMillis(server);
        } finally {
            saboteur.close();
        }
    }

    private static double medianMillis(FloodedServer server) throws InterruptedException {
        double[] millis = new double[STEPS];
        float[] parameters = FloodedServer.noise(99);
        for (int step = 0; step < STEPS; step++) {
            long before = System.nanoTime();
            server.playStep(parameters);
            millis[step] = (System.nanoTime() - before) / 1e6;
        }
        return median(millis);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
