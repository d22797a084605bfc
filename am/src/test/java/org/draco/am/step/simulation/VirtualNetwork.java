package org.draco.am.step.simulation;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.draco.am.step.ManualClock;
import org.draco.am.step.WorkerEvent;
import org.draco.am.step.WorkerLink;
import org.draco.am.step.WorkerProcesses;
import org.draco.codec.code.Digest;
import org.draco.codec.code.Request;
import org.draco.codec.vector.NumberVector;

/**
 * The workers, their network and their processes in virtual time: a queue of what happens when. It promises what {@link
 * WorkerLink} does, and no more: what comes of one worker over one connection comes in order. Time passes only while the loop waits.
 */
final class VirtualNetwork implements WorkerLink, WorkerProcesses {

    static final String NO_HOPE = "the queue of the job was stopped";

    private static final int MOST_LATENCY_NANOS = 200_000_000;

    private record Due(long atNanos, long order, Supplier<WorkerEvent> what)
            implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = Long.compare(atNanos, other.atNanos);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    /** One worker's connection. */
    private static final class Line {
        boolean up;
        int connection;
        long toServerNanos;
        long toWorkerNanos;
        long cutUntilNanos;
    }

    private final Schedule schedule;
    private final ManualClock clock;
    private final Judge judge;
    private final Random random;
    private final PriorityQueue<Due> queue = new PriorityQueue<>();
    private final List<SimulatedWorker> workers = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private final Set<Integer> expelled = new HashSet<>();
    private final boolean expelledAreInTheQueue;
    private final Set<Integer> returning = new HashSet<>();
    private int replacements;
    private Truth latest;
    private long order;

    VirtualNetwork(Schedule schedule, ManualClock clock, Judge judge) {
        this.schedule = schedule;
        this.clock = clock;
        this.judge = judge;
        this.random = schedule.random();
        this.expelledAreInTheQueue = random.nextBoolean();
        this.replacements = schedule.replacements();
        for (int rank = 0; rank < schedule.subject().workers(); rank++) {
            workers.add(new SimulatedWorker(rank, schedule, this, new Random(random.nextLong())));
            lines.add(new Line());
            begin(rank, schedule.troubleOf(rank));
        }
    }

    private void begin(int rank, Schedule.Trouble trouble) {
        long start = random.nextLong(Schedule.GATHER_NANOS / 2);
        if (trouble.neverStarts()) {
            if (schedule.bearable() || random.nextBoolean()) {
                at(start, () -> new WorkerEvent.Lost(rank, "never started"));
            }
            return;
        }
        after(start, () -> connect(rank));
        trouble.cuts()
                .forEach(
                        (when, length) ->
                                after(
                                        Schedule.GATHER_NANOS / 2 + when,
                                        () -> lines.get(rank).cutUntilNanos = now() + length));
        trouble.deaths()
                .forEach(
                        (when, back) ->
                                after(Schedule.GATHER_NANOS / 2 + when, () -> die(rank, back)));
    }

    /** A process or a connection ends; the server hears of it, unless the next connection is there before. */
    private void die(int rank, long back) {
        Line line = lines.get(rank);
        if (!line.up) {
            return;
        }
        line.up = false;
        line.connection++;
        boolean unnoticed = back >= 0 && random.nextInt(3) == 0;
        if (!unnoticed) {
            at(0, () -> new WorkerEvent.Lost(rank, "died"));
        }
        if (random.nextBoolean()) {
            workers.get(rank).startAnew();
        }
        if (back >= 0) {
            returning.add(rank);
            after(back, () -> connect(rank));
        }
    }

    /** As the parameter server does: the loop is told, and the newest parameters are on their way. */
    private void connect(int rank) {
        Line line = lines.get(rank);
        returning.remove(rank);
        if (line.up || expelled.contains(rank)) {
            return;
        }
        line.up = true;
        line.connection++;
        at(0, () -> joined(rank));
        if (latest != null) {
            sendParameters(rank);
        }
    }

    private static WorkerEvent joined(int rank) {
        return new WorkerEvent.Joined(rank, Digest.of(new float[] {42}));
    }

    private long now() {
        return clock.getAsLong();
    }

    /** Something happens later that the loop does not see. */
    void after(long nanos, Runnable what) {
        at(
                nanos,
                () -> {
                    what.run();
                    return null;
                });
    }

    private void at(long nanos, Supplier<WorkerEvent> what) {
        queue.add(new Due(now() + nanos, order++, what));
    }

    /** A worker says something; it may be lost. */
    void toServer(int rank, WorkerEvent event) {
        Line line = lines.get(rank);
        if (!line.up && !isHeardAfterwards(rank) || isLost(rank)) {
            return;
        }
        int connection = line.connection;
        line.toServerNanos = Math.max(line.toServerNanos, now() + delay(rank, line));
        at(
                line.toServerNanos - now(),
                () -> line.connection == connection || isHeardAfterwards(rank) ? event : null);
    }

    private void toWorker(int rank, Runnable message) {
        Line line = lines.get(rank);
        if (!line.up || isLost(rank)) {
            return;
        }
        int connection = line.connection;
        line.toWorkerNanos = Math.max(line.toWorkerNanos, now() + delay(rank, line));
        after(
                line.toWorkerNanos - now(),
                () -> {
                    if (line.connection == connection) {
                        message.run();
                    }
                });
    }

    /** Whether what an expelled worker says still comes, as what was in the server's queue. */
    private boolean isHeardAfterwards(int rank) {
        return expelledAreInTheQueue && expelled.contains(rank);
    }

    private boolean isLost(int rank) {
        return random.nextDouble() < schedule.troubleOf(rank).loss();
    }

    private long delay(int rank, Line line) {
        long slow = schedule.troubleOf(rank).slowNanos();
        return Math.max(0, line.cutUntilNanos - now())
                + random.nextInt(MOST_LATENCY_NANOS)
                + (slow > 0 ? random.nextLong(slow) : 0);
    }

    @Override
    public void broadcast(long step, float[] parameters, int[] exponents) {
        judge.begins(step, parameters, exponents);
        latest = new Truth(schedule.subject().code(), step, parameters, exponents);
        for (int rank = 0; rank < workers.size(); rank++) {
            sendParameters(rank);
        }
    }

    private void sendParameters(int rank) {
        Truth sent = latest;
        toWorker(rank, () -> workers.get(rank).onParameters(sent));
    }

    @Override
    public void request(Request request, long step) {
        judge.asks(request);
        toWorker(request.worker(), () -> workers.get(request.worker()).onRequest(request, step));
    }

    @Override
    public boolean mayReturn(int worker) {
        return returning.contains(worker);
    }

    /** The old process is gone with all that it has said; the new one comes after a while, and is as honest as the old. */
    @Override
    public boolean replace(int worker, boolean elsewhere, String why) {
        if (replacements == 0) {
            return false;
        }
        judge.replaces(worker);
        replacements--;
        Line line = lines.get(worker);
        line.up = false;
        line.connection++;
        workers.get(worker).startAnew();
        returning.add(worker);
        after(random.nextLong(Schedule.STEP_NANOS), () -> connect(worker));
        return true;
    }

    @Override
    public void end(int worker, String why) {
        // An expelled worker is not listened to, whether it is there or not.
    }

    @Override
    public void expel(int worker, String why) {
        judge.expels(worker);
        Line line = lines.get(worker);
        line.up = false;
        line.connection++;
        if (expelled.add(worker) && expelledAreInTheQueue) {
            at(random.nextInt(MOST_LATENCY_NANOS), () -> joined(worker));
        }
    }

    /** Whoever still looks at it finds something else. */
    @Override
    public void takeBack(NumberVector vector) {
        byte[] other = new byte[vector.length() * vector.type().bytes()];
        Arrays.fill(other, (byte) 0x55);
        vector.read(0, vector.length(), ByteBuffer.wrap(other));
    }

    @Override
    public WorkerEvent poll(long maxWaitNanos) {
        judge.polls(maxWaitNanos);
        long until = now() + maxWaitNanos;
        while (!queue.isEmpty() && queue.element().atNanos() <= until) {
            Due due = queue.remove();
            clock.advance(Math.max(0, due.atNanos() - now()));
            WorkerEvent event = due.what().get();
            if (event != null) {
                return judge.delivered(event);
            }
        }
        clock.advance(until - now());
        return null;
    }

    @Override
    public Optional<String> hopeless() {
        boolean hopeless =
                schedule.hopelessAtNanos().isPresent()
                        && judge.elapsedNanos() >= schedule.hopelessAtNanos().getAsLong();
        if (hopeless) {
            judge.saidThatItIsHopeless();
        }
        return hopeless ? Optional.of(NO_HOPE) : Optional.empty();
    }

    @Override
    public String describe(Set<Integer> ranks) {
        return "";
    }

    @Override
    public long bytesIn() {
        return 0;
    }

    @Override
    public long bytesOut() {
        return 0;
    }
}
