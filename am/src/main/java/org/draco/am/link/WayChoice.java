package org.draco.am.link;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.draco.codec.wire.Compression;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * In which of several ways vectors travel: the one in which steps have been shortest. On a fast network that is raw, on a slow one compressed,
 * and where is found by trying.
 *
 * <p>After some steps in the first way, each is tried for some steps, by turns, there and back, so that what else changes meanwhile touches all of them
 * alike: JVMs get faster for minutes. The one with the smallest median is kept for a while, or one that stands before it in the list and is about as good;
 * then they are tried again, since networks change, after twice as long each time. The first step of a turn does not count: the last answers of the step before still travel
 * in another way. All ways carry the same bits, so a choice changes times and nothing else. Owned by one thread.
 */
final class WayChoice {

    private static final Logger LOG = LoggerFactory.getLogger(WayChoice.class);

    /** Steps before the first trial, in which workers' JVMs and connections warm up. */
    static final int WARM_UP = 20;

    /** Steps of a turn. */
    static final int TURN = 4;

    /** Turns of each way in a trial. */
    static final int TURNS = 6;

    /** Steps from the end of the first trial to the next ... */
    static final int FIRST_KEPT = 200;

    /** ... and at most. */
    static final int MOST_KEPT = 1600;

    /** Steps that are at most so much longer are about as good. */
    private static final double ABOUT_AS_GOOD = 1.05;

    private static final int NONE = -1;

    private final List<Compression> ways;
    private final List<List<Long>> nanosByWay = new ArrayList<>();
    private final int stepsOfTrial;
    private int best;
    private int untilTrial = WARM_UP;
    private int kept = FIRST_KEPT;
    private int trialStep = NONE;
    private long beginNanos;

    /** @param ways at least one; the first is taken until others are tried */
    WayChoice(List<Compression> ways) {
        this.ways = ways;
        this.stepsOfTrial = TURNS * TURN * ways.size();
        ways.forEach(way -> nanosByWay.add(new ArrayList<>()));
    }

    /**
     * A step begins, and the step before is over.
     *
     * @param nowNanos monotonic time
     * @return the place of its way in the list
     */
    int next(long nowNanos) {
        if (ways.size() == 1) {
            return 0;
        }
        if (trialStep != NONE) {
            ended(nowNanos - beginNanos);
        } else if (untilTrial-- == 0) {
            trialStep = 0;
        }
        beginNanos = nowNanos;
        return trialStep == NONE ? best : wayOf(trialStep);
    }

    private int wayOf(int step) {
        int turn = step / TURN;
        int place = turn % ways.size();
        boolean back = turn / ways.size() % 2 == 1;
        return back ? ways.size() - 1 - place : place;
    }

    private void ended(long nanos) {
        if (trialStep % TURN > 0) {
            nanosByWay.get(wayOf(trialStep)).add(nanos);
        }
        trialStep++;
        if (trialStep == stepsOfTrial) {
            trialStep = NONE;
            untilTrial = kept - 1;
            kept = Math.min(MOST_KEPT, 2 * kept);
            choose();
        }
    }

    private void choose() {
        List<Long> medians = nanosByWay.stream().map(WayChoice::median).toList();
        long shortest = Collections.min(medians);
        best = 0;
        while (medians.get(best) > ABOUT_AS_GOOD * shortest) {
            best++;
        }
        nanosByWay.forEach(List::clear);
        LOG.info("vectors travel {}; milliseconds of a step: {}", ways.get(best), shown(medians));
    }

    private static long median(List<Long> nanos) {
        List<Long> sorted = nanos.stream().sorted().toList();
        return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    }

    private String shown(List<Long> medians) {
        return IntStream.range(0, ways.size())
                .mapToObj(
                        way ->
                                String.format(
                                        Locale.ROOT,
                                        "%s %.1f",
                                        ways.get(way),
                                        medians.get(way) / 1e6))
                .collect(Collectors.joining(", "));
    }
}
