package org.draco.am.step.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.draco.am.step.WorkerEvent;
import org.draco.codec.code.Digest;
import org.draco.codec.code.GradientCode;
import org.draco.codec.code.Request;
import org.draco.codec.vector.FloatVector;
import org.draco.codec.vector.NumberVector;

/**
 * One worker: computes the newest parameters, one task at a time, and answers; in the steps in which it lies it says anything at
 * all, at any time. It repeats itself now and then, and old answers as well.
 */
final class SimulatedWorker {

    private static final int MOST_COMPUTE_NANOS = 400_000_000;

    private final int rank;
    private final Schedule schedule;
    private final VirtualNetwork network;
    private final Random random;
    private final Lie lie;
    private final long computeNanos;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private Truth newest;
    private Truth current;
    private Truth before;
    private boolean busy;
    private int life;

    SimulatedWorker(int rank, Schedule schedule, VirtualNetwork network, Random random) {
        this.rank = rank;
        this.schedule = schedule;
        this.network = network;
        this.random = random;
        this.lie = new Lie(rank, schedule, random);
        this.computeNanos = random.nextInt(3) == 0 ? 0 : random.nextInt(MOST_COMPUTE_NANOS);
    }

    /** Another process: it remembers nothing. */
    void startAnew() {
        life++;
        waiting.clear();
        newest = null;
        current = null;
        before = null;
        busy = false;
    }

    void onParameters(Truth truth) {
        newest = truth;
        if (!busy) {
            compute(this::takeNewest);
        }
    }

    private void takeNewest() {
        if (newest == null) {
            return;
        }
        before = current == null ? newest : current;
        current = newest;
        newest = null;
        answer(code().assignment().taskOf(rank));
    }

    void onRequest(Request request, long step) {
        Runnable work =
                request instanceof Request.Compute
                        ? () -> compute(() -> furtherTask(request.task(), step))
                        : () -> sendVector(request.task(), step);
        if (busy) {
            waiting.add(work);
        } else {
            work.run();
        }
    }

    /** Does something after the time that a gradient takes. */
    private void compute(Runnable then) {
        busy = true;
        int now = life;
        network.after(
                computeNanos,
                () -> {
                    if (life == now) {
                        busy = false;
                        then.run();
                        goOn();
                    }
                });
    }

    private void goOn() {
        while (!busy && !waiting.isEmpty()) {
            waiting.remove().run();
        }
        if (!busy && newest != null) {
            compute(this::takeNewest);
        }
    }

    private void furtherTask(int task, long step) {
        if (current != null && current.step() == step) {
            answer(task);
        }
    }

    private void sendVector(int task, long step) {
        if (current == null || current.step() != step) {
            return;
        }
        List<WorkerEvent> events =
                schedule.lies(rank, step)
                        ? lie.vector(current, task)
                        : List.of(arrival(task, current.vector(task)));
        say(events);
    }

    private void answer(int task) {
        say(
                schedule.lies(rank, current.step())
                        ? lie.answer(current, before, task)
                        : honest(task, current.vector(task)));
    }

    private List<WorkerEvent> honest(int task, NumberVector vector) {
        boolean digestFirst = code().answerForm().digestFirst();
        WorkerEvent answer =
                new WorkerEvent.Answered(
                        rank,
                        current.step(),
                        task,
                        1,
                        computeNanos,
                        0,
                        digestFirst
                                ? Optional.of(Digest.of(((FloatVector) vector).values()))
                                : Optional.empty());
        return digestFirst ? List.of(answer) : List.of(answer, arrival(task, vector));
    }

    private WorkerEvent arrival(int task, NumberVector vector) {
        return new WorkerEvent.VectorArrived(rank, current.step(), task, vector);
    }

    private void say(List<WorkerEvent> events) {
        boolean lies = schedule.lies(rank, current.step());
        long delay = lies ? lie.delayNanos() : 0;
        for (WorkerEvent event : events) {
            network.after(delay, () -> network.toServer(rank, event));
            delay += lies && random.nextInt(3) == 0 ? random.nextLong(Schedule.STEP_NANOS / 8) : 0;
            if (random.nextInt(12) == 0) {
                network.after(
                        random.nextLong(2 * Schedule.STEP_NANOS),
                        () -> network.toServer(rank, event));
            }
        }
    }

    private GradientCode code() {
        return schedule.subject().code();
    }
}
