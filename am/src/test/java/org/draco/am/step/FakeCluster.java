package org.draco.am.step;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.draco.codec.code.Request;

/**
 * Workers in one thread, in place of the network. It promises as little as {@link WorkerLink} does: what one worker sends
 * comes in order, and everything else in an order drawn from the seed, in which nobody falls behind by more than a step. The
 * clock moves only here: a little with each event, and by the whole wait when there is none. What happens when messages are lost or
 * far behind is the matter of {@code org.draco.am.step.simulation}.
 */
final class FakeCluster implements WorkerLink {

    /** More polls than any honest run needs: the loop hangs. */
    private static final int MAX_POLLS = 200_000;

    private static final long EVENT_NANOS = 1_000_000;
    private static final long BYTES_PER_EVENT = 100;

    private final List<? extends FakeWorker> workers;
    private final Random order;
    private final ManualClock clock;
    private final List<Deque<WorkerEvent>> underWay = new ArrayList<>();
    private final List<WorkerEvent> held = new ArrayList<>();
    private final Map<Long, Integer> broadcasts = new HashMap<>();
    private final List<String> requests = new ArrayList<>();
    private final Set<Integer> expelled = new HashSet<>();
    private long latestStep = -1;
    private int polls;
    private long bytesIn;
    private long bytesOut;

    FakeCluster(List<? extends FakeWorker> workers, long seed, ManualClock clock) {
        this.workers = workers;
        this.order = new Random(seed);
        this.clock = clock;
        for (FakeWorker worker : workers) {
            underWay.add(new ArrayDeque<>(worker.atStart()));
        }
    }

    /** How often the parameters of each step were sent. */
    Map<Long, Integer> broadcasts() {
        return broadcasts;
    }

    /** Each request as {@code step/worker}, or {@code step/worker computes task}, in order. */
    List<String> requests() {
        return requests;
    }

    @Override
    public void broadcast(long step, float[] parameters, int[] exponents) {
        int attempt = broadcasts.merge(step, 1, Integer::sum);
        latestStep = step;
        release();
        for (int rank = 0; rank < workers.size(); rank++) {
            if (expelled.contains(rank)) {
                continue;
            }
            float[] copy = parameters.clone();
            send(
                    rank,
                    step,
                    workers.get(rank).onParameters(step, attempt, copy, exponents.clone()));
        }
        bytesOut += BYTES_PER_EVENT;
    }

    @Override
    public void request(Request request, long step) {
        int worker = request.worker();
        boolean further = request instanceof Request.Compute;
        requests.add(step + "/" + worker + (further ? " computes " + request.task() : ""));
        send(worker, step, workers.get(worker).onRequest(request, step));
    }

    @Override
    public void expel(int worker, String why) {
        expelled.add(worker);
    }

    private void send(int rank, long step, List<WorkerEvent> events) {
        if (workers.get(rank).isLate(step)) {
            held.addAll(events);
        } else {
            underWay.get(rank).addAll(events);
        }
    }

    private void release() {
        held.forEach(event -> underWay.get(event.worker()).add(event));
        held.clear();
    }

    @Override
    public WorkerEvent poll(long maxWaitNanos) {
        if (++polls > MAX_POLLS) {
            throw new AssertionError("the loop hangs: " + broadcasts);
        }
        if (maxWaitNanos < 1) {
            throw new AssertionError(
                    "a wait of " + maxWaitNanos + " ns never ends or never begins");
        }
        List<Deque<WorkerEvent>> full = underWay.stream().filter(q -> !q.isEmpty()).toList();
        if (full.stream().anyMatch(this::isBehind)) {
            full = full.stream().filter(this::isBehind).toList();
        }
        if (full.isEmpty()) {
            clock.advance(maxWaitNanos);
            release();
            for (int rank = 0; rank < workers.size(); rank++) {
                underWay.get(rank).addAll(workers.get(rank).onSilence());
            }
            return null;
        }
        clock.advance(Math.min(EVENT_NANOS, maxWaitNanos));
        bytesIn += BYTES_PER_EVENT;
        return full.get(order.nextInt(full.size())).remove();
    }

    private boolean isBehind(Deque<WorkerEvent> queue) {
        WorkerEvent next = queue.element();
        return next instanceof WorkerEvent.Answered answer && answer.step() < latestStep
                || next instanceof WorkerEvent.VectorArrived arrival && arrival.step() < latestStep;
    }

    @Override
    public long bytesIn() {
        return bytesIn;
    }

    @Override
    public long bytesOut() {
        return bytesOut;
    }
}
