package org.draco.am.step;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.draco.codec.code.Decoding;
import org.draco.codec.code.StepDecoder;

/** One step's answers on their way through its decoder, and how long everything took. */
final class StepCollection {

    private final long step;
    private final StepDecoder decoder;
    private final Set<Integer> caughtBefore;
    private final LongSupplier nanoClock;
    private final long startNanos;

    private final Set<Integer> answered = new HashSet<>();
    private final Set<Integer> lost = new TreeSet<>();
    private final List<Float> losses = new ArrayList<>();
    private final List<Long> computeNanos = new ArrayList<>();
    private final Map<Integer, Long> askedAtNanos = new HashMap<>();
    private long transferNanos;
    private long decodeNanos;

    /** @param caughtBefore workers that are proven to have lied in earlier tries of the step */
    StepCollection(
            long step, StepDecoder decoder, Set<Integer> caughtBefore, LongSupplier nanoClock) {
        this.step = step;
        this.decoder = decoder;
        this.caughtBefore = Set.copyOf(caughtBefore);
        this.nanoClock = nanoClock;
        this.startNanos = nanoClock.getAsLong();
    }

    long step() {
        return step;
    }

    long startNanos() {
        return startNanos;
    }

    void accept(WorkerEvent.Answered answer) {
        if (answered.add(answer.worker())) {
            losses.add(answer.loss());
            computeNanos.add(answer.computeNanos());
        }
        answer.digest().ifPresent(digest -> timed(() -> decoder.onDigest(answer.worker(), digest)));
    }

    void accept(WorkerEvent.GradientArrived arrival) {
        Long asked = askedAtNanos.remove(arrival.worker());
        if (asked != null) {
            transferNanos = Math.max(transferNanos, nanoClock.getAsLong() - asked);
        }
        timed(() -> decoder.onGradient(arrival.worker(), arrival.gradient()));
    }

    void lose(int worker) {
        if (decoder.unanswered().contains(worker)) {
            lost.add(worker);
        }
        askedAtNanos.remove(worker);
        decoder.onLost(worker);
    }

    boolean awaitsGradientOf(int worker) {
        return askedAtNanos.containsKey(worker);
    }

    List<Integer> takeRequests() {
        List<Integer> requests = decoder.takeRequests();
        requests.forEach(worker -> askedAtNanos.put(worker, nanoClock.getAsLong()));
        return requests;
    }

    Decoding decoding() {
        long before = nanoClock.getAsLong();
        Decoding decoding = decoder.decoding();
        decodeNanos += nanoClock.getAsLong() - before;
        return decoding;
    }

    Set<Integer> unanswered() {
        return decoder.unanswered();
    }

    Set<Integer> suspects() {
        Set<Integer> suspects = decoder.suspects();
        suspects.addAll(caughtBefore);
        return suspects;
    }

    private void timed(Runnable work) {
        long before = nanoClock.getAsLong();
        work.run();
        decodeNanos += nanoClock.getAsLong() - before;
    }

    /** What the step did, as known by now. */
    StepReport report(StepTimes times) {
        return new StepReport(
                step + 1,
                answered.size(),
                lost,
                suspects(),
                medianLoss(),
                times.stepNanos(),
                Math.max(0, times.collectNanos() - decodeNanos),
                medianComputeNanos(),
                transferNanos,
                decodeNanos,
                times.updateNanos(),
                times.bytesIn(),
                times.bytesOut());
    }

    private float medianLoss() {
        return losses.isEmpty()
                ? Float.NaN
                : losses.stream().sorted().toList().get((losses.size() - 1) / 2);
    }

    private long medianComputeNanos() {
        return computeNanos.isEmpty()
                ? 0
                : computeNanos.stream().sorted().toList().get((computeNanos.size() - 1) / 2);
    }

    /**
     * What the loop itself measured of a step.
     *
     * @param stepNanos from before the broadcast to after the update
     * @param collectNanos from after the broadcast until the gradient was decoded
     * @param updateNanos the optimizer
     * @param bytesIn received during the step
     * @param bytesOut sent during the step
     */
    record StepTimes(
            long stepNanos, long collectNanos, long updateNanos, long bytesIn, long bytesOut) {}
}
