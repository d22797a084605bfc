package org.draco.am.step.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.draco.am.step.ProvenLiarPolicy;

/**
 * What a seed decides before a run: the code, who lies in which step, who is unreliable and how.
 *
 * @param seed which decides all
 * @param subject the code
 * @param bearable whether every step's liars and unreliable workers are as the code bears; then training must succeed
 * @param dimension d
 * @param liars for each step
 * @param plot what they have agreed to do, if they have
 * @param troubles of the workers that are not reliable
 * @param onProvenLiar what becomes of proven liars
 * @param replacements how many processes of workers that lie or are late may be replaced
 * @param hopelessAtNanos when the world says that there is no hope, if it does
 */
record Schedule(
        long seed,
        Subject subject,
        boolean bearable,
        int dimension,
        List<Set<Integer>> liars,
        Optional<Plot> plot,
        Map<Integer, Trouble> troubles,
        ProvenLiarPolicy onProvenLiar,
        int replacements,
        OptionalLong hopelessAtNanos) {

    /** How long a step's answers may take. */
    static final long STEP_NANOS = 10_000_000_000L;

    /** How long workers may take to join. */
    static final long GATHER_NANOS = 60_000_000_000L;

    private static final int MOST_STEPS = 6;

    /**
     * All liars do the same, always.
     *
     * @param kind which of {@link Lie#KINDS}
     * @param delay which of {@link Lie#DELAYS}
     */
    record Plot(int kind, int delay) {}

    /**
     * What befalls an unreliable worker.
     *
     * @param neverStarts its process ends before it joins
     * @param loss the share of messages that are lost
     * @param slowNanos the most by which messages are late
     * @param cuts when it is cut off, and for how long: what is sent meanwhile comes after
     * @param deaths when its process or connection ends, and after how long it is back; negative for never
     */
    record Trouble(
            boolean neverStarts,
            double loss,
            long slowNanos,
            Map<Long, Long> cuts,
            Map<Long, Long> deaths) {

        static final Trouble NONE = new Trouble(false, 0, 0, Map.of(), Map.of());

        static Trouble draw(Random random, long horizonNanos) {
            Map<Long, Long> cuts = new TreeMap<>();
            Map<Long, Long> deaths = new TreeMap<>();
            for (int i = random.nextInt(3); i > 0; i--) {
                cuts.put(random.nextLong(horizonNanos), random.nextLong(2 * STEP_NANOS));
            }
            boolean comesAndGoes = random.nextInt(8) == 0;
            for (int i = comesAndGoes ? 60 : random.nextInt(3); i > 0; i--) {
                boolean forGood = !comesAndGoes && random.nextInt(3) == 0;
                long back = random.nextLong(comesAndGoes ? STEP_NANOS / 20 : STEP_NANOS);
                deaths.put(random.nextLong(horizonNanos), forGood ? -1 : back);
            }
            return new Trouble(
                    random.nextInt(12) == 0,
                    random.nextInt(3) == 0 ? random.nextDouble() / 2 : 0,
                    random.nextInt(3) == 0 ? 1 + random.nextLong(3 * STEP_NANOS / 2) : 0,
                    cuts,
                    deaths);
        }
    }

    static Schedule draw(long seed) {
        Random random = mixed(seed);
        Subject subject = Subject.ALL.get(random.nextInt(Subject.ALL.size()));
        boolean bearable = random.nextInt(3) != 0;
        int steps = 1 + random.nextInt(MOST_STEPS);
        boolean fixed = random.nextBoolean();
        int most = random.nextInt(1 + (bearable ? subject.adversaries() : subject.workers()));
        List<Set<Integer>> liars = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            Set<Integer> chosen =
                    fixed && step > 0 ? liars.get(0) : choose(random, subject, most, bearable);
            liars.add(chosen);
        }
        Map<Integer, Trouble> troubles = new TreeMap<>();
        for (int worker : shuffled(random, subject.workers())) {
            Set<Integer> more = new TreeSet<>(troubles.keySet());
            more.add(worker);
            boolean allowed =
                    !bearable || liars.stream().allMatch(of -> subject.bears().test(of, more));
            if (random.nextInt(3) == 0 && allowed) {
                troubles.put(worker, Trouble.draw(random, steps * STEP_NANOS / 4));
            }
        }
        return new Schedule(
                seed,
                subject,
                bearable,
                2 + random.nextInt(4),
                List.copyOf(liars),
                random.nextInt(3) == 0
                        ? Optional.of(
                                new Plot(random.nextInt(Lie.KINDS), random.nextInt(Lie.DELAYS)))
                        : Optional.empty(),
                Collections.unmodifiableMap(troubles),
                policy(random, fixed || !bearable),
                random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 0,
                bearable || random.nextInt(10) != 0
                        ? OptionalLong.empty()
                        : OptionalLong.of(random.nextLong(steps * STEP_NANOS)));
    }

    /** Liars that are others in each step are more than s when they are expelled one after the other. */
    private static ProvenLiarPolicy policy(Random random, boolean mayExpel) {
        return switch (random.nextInt(4)) {
            case 0 -> mayExpel ? ProvenLiarPolicy.EXPEL : ProvenLiarPolicy.KEEP;
            case 1 -> ProvenLiarPolicy.REPLACE;
            default -> ProvenLiarPolicy.KEEP;
        };
    }

    /** {@link Random} alone begins alike for seeds that are near each other. */
    private static Random mixed(long seed) {
        return new Random(new SplittableRandom(seed).nextLong());
    }

    /** For what the run itself draws. */
    Random random() {
        return mixed(~seed);
    }

    private static Set<Integer> choose(Random random, Subject subject, int most, boolean bearable) {
        Set<Integer> liars = new TreeSet<>();
        for (int worker : shuffled(random, subject.workers())) {
            Set<Integer> more = new TreeSet<>(liars);
            more.add(worker);
            if (liars.size() < most && (!bearable || subject.bears().test(more, Set.of()))) {
                liars.add(worker);
            }
        }
        return Collections.unmodifiableSet(liars);
    }

    private static List<Integer> shuffled(Random random, int count) {
        List<Integer> order =
                IntStream.range(0, count).boxed().collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(order, random);
        return order;
    }

    int steps() {
        return liars.size();
    }

    boolean lies(int worker, long step) {
        return step >= 0 && step < steps() && liars.get((int) step).contains(worker);
    }

    Trouble troubleOf(int worker) {
        return troubles.getOrDefault(worker, Trouble.NONE);
    }
}
