package org.draco.am.step;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.draco.codec.code.Assignment;
import org.draco.codec.code.Decoding;
import org.draco.codec.code.Request;
import org.draco.codec.code.StepDecoder;
import org.draco.codec.vector.NumberVector;

/** One step's answers on their way through its decoder, and how long everything took. */
final class StepCollection {

    private final long step;
    private final Assignment assignment;
    private final StepDecoder decoder;
    private final Set<Integer> caughtBefore;
    private final LongSupplier nanoClock;
    private long sentNanos;

    private final Set<Integer> answered = new HashSet<>();
    private final Set<Integer> didOwnTask = new HashSet<>();
    private final Set<Integer> lost = new TreeSet<>();
    private final List<Float> losses = new ArrayList<>();
    private final List<Long> computeNanos = new ArrayList<>();
    private final List<Long> saturated = new ArrayList<>();
    private final Map<Request, Long> openRequests = new LinkedHashMap<>();
    private final List<NumberVector> vectors = new ArrayList<>();
    private boolean applied;
    private long gradientsAskedFor;
    private long transferNanos;
    private long decodeNanos;

    /** @param caughtBefore workers that are proven to have lied in earlier tries of the step */
    StepCollection(
            long step,
            Assignment assignment,
            StepDecoder decoder,
            Set<Integer> caughtBefore,
            LongSupplier nanoClock) {
        this.step = step;
        this.assignment = assignment;
        this.decoder = decoder;
        this.caughtBefore = Set.copyOf(caughtBefore);
        this.nanoClock = nanoClock;
    }

    long step() {
        return step;
    }

    /** The parameters are on their way. */
    void sent() {
        sentNanos = nanoClock.getAsLong();
    }

    /** When they were. */
    long sentNanos() {
        return sentNanos;
    }

    /** The step has been broadcast to these workers. */
    void asked(int worker) {
        gradientsAskedFor += assignment.batchesOf(assignment.taskOf(worker)).length;
    }

    void accept(WorkerEvent.Answered answer) {
        if (answered.add(answer.worker())) {
            losses.add(answer.loss());
            computeNanos.add(answer.computeNanos());
            saturated.add(answer.saturated());
        }
        openRequests.remove(new Request.Compute(answer.worker(), answer.task()));
        if (answer.digest().isPresent()) {
            did(answer.worker(), answer.task());
        }
        answer.digest()
                .ifPresent(
                        digest ->
                                timed(
                                        () ->
                                                decoder.onDigest(
                                                        answer.worker(), answer.task(), digest)));
    }

    void accept(WorkerEvent.VectorArrived arrival) {
        Long asked = openRequests.remove(new Request.SendVector(arrival.worker(), arrival.task()));
        if (asked != null) {
            transferNanos = Math.max(transferNanos, nanoClock.getAsLong() - asked);
        }
        did(arrival.worker(), arrival.task());
        if (!applied) {
            vectors.add(arrival.vector());
        }
        timed(
                () ->
                        decoder.onVector(
                                arrival.worker(),
                                arrival.task(),
                                arrival.vector(),
                                arrival.digest()));
    }

    private void did(int worker, int task) {
        if (task == assignment.taskOf(worker)) {
            didOwnTask.add(worker);
        }
    }

    void lose(int worker) {
        if (decoder.unanswered().contains(worker)) {
            lost.add(worker);
        }
        openRequests.keySet().removeIf(request -> request.worker() == worker);
        decoder.onLost(worker);
    }

    /** What was asked of this worker and has not come yet. */
    List<Request> openRequestsOf(int worker) {
        return openRequests.keySet().stream().filter(r -> r.worker() == worker).toList();
    }

    List<Request> takeRequests() {
        List<Request> requests = decoder.takeRequests();
        for (Request request : requests) {
            openRequests.put(request, nanoClock.getAsLong());
            if (request instanceof Request.Compute further) {
                gradientsAskedFor += assignment.batchesOf(further.task()).length;
            }
        }
        return requests;
    }

    /**
     * Those from whom the step still takes answers, and who were asked for one at or before this time: a request in the middle of
     * the step gives its worker the whole time.
     */
    Set<Integer> askedBefore(long nanos) {
        Set<Integer> late = unanswered();
        late.removeIf(worker -> oldestAskNanos(worker) > nanos);
        return late;
    }

    /** When the one who has been awaited for longest was asked; if nobody is awaited, when the step began. */
    long oldestAskNanos() {
        return unanswered().stream().mapToLong(this::oldestAskNanos).min().orElse(sentNanos);
    }

    private long oldestAskNanos(int worker) {
        return didOwnTask.contains(worker)
                ? openRequests.entrySet().stream()
                        .filter(open -> open.getKey().worker() == worker)
                        .mapToLong(Map.Entry::getValue)
                        .min()
                        .orElse(sentNanos)
                : sentNanos;
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

    /**
     * The gradient has been applied: from now on the step is only judged.
     *
     * @return the vectors that came until now and that nobody needs for that
     */
    List<NumberVector> applied() {
        List<NumberVector> spare = decoder.letGo() ? List.copyOf(vectors) : List.of();
        vectors.clear();
        applied = true;
        return spare;
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

    /** Components too large for the fixed point: what the decoder saw, or what most workers say. */
    long saturated() {
        return Math.max(seenSaturated(), median(saturated, 0L));
    }

    private long seenSaturated() {
        return decoder.decoding() instanceof Decoding.Decoded d ? d.saturated() : 0;
    }

    /**
     * Whether no component of any gradient fitted the fixed point. Some do not where the gradients have become small fast; all
     * where they are no numbers.
     *
     * @param adversaries s: so many may say anything, and of more than that one is honest
     */
    boolean saturatesThroughout(int dimension, int adversaries) {
        long ofAnswer = (long) dimension * assignment.batchesOf(assignment.taskOf(0)).length;
        long sayAll = saturated.stream().filter(claim -> claim >= ofAnswer).count();
        return seenSaturated() >= (long) dimension * assignment.batches()
                || sayAll > Math.max(saturated.size() / 2, adversaries);
    }

    /** What the step did, as known by now. */
    StepReport report(StepTimes times) {
        return new StepReport(
                step + 1,
                answered,
                lost,
                suspects(),
                (double) gradientsAskedFor / assignment.batches(),
                saturated(),
                median(losses, Float.NaN),
                times.stepNanos(),
                Math.max(0, times.collectNanos() - decodeNanos),
                median(computeNanos, 0L),
                transferNanos,
                decodeNanos,
                times.updateNanos(),
                times.bytesIn(),
                times.bytesOut());
    }

    private static <T extends Comparable<T>> T median(List<T> claims, T ofNone) {
        return claims.isEmpty()
                ? ofNone
                : claims.stream().sorted().toList().get((claims.size() - 1) / 2);
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
