package org.draco.codec.code;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import org.draco.codec.vector.FloatVector;
import org.draco.codec.vector.NumberVector;

/**
 * One step of a code, played between workers of given conduct and the real decoder. Whenever several events could come
 * next, {@code order} picks one; after each event {@code watch} looks on. What comes after decoding is fed as well.
 *
 * <p>It complains about requests that make no sense: one made twice, of a worker that is lost, for a vector that was not
 * announced, or to compute what the worker has computed.
 */
final class StepPlay {

    /** Looks on after each event. */
    interface Watch {
        void after(StepPlay play);
    }

    /** One thing that may happen next. */
    private record Event(int worker, Runnable effect) {}

    private final Scene scene;
    private final Conduct.OfAll conducts;
    private final StepDecoder decoder;
    private final List<Event> possible = new ArrayList<>();
    private final Map<Integer, Set<Integer>> heardByTask = new TreeMap<>();
    private final Map<Integer, NumberVector> firstSaid = new TreeMap<>();
    private final Set<Integer> lost = new TreeSet<>();
    private final Set<Request> pendingVectors = new HashSet<>();
    private final Set<Request> requests = new HashSet<>();
    private final Map<Integer, Set<Integer>> members = new TreeMap<>();

    StepPlay(Scene scene, Conduct.OfAll conducts) {
        this.scene = scene;
        this.conducts = conducts;
        this.decoder = scene.code.newDecoder(scene.dimension, scene.exponents);
        for (int worker = 0; worker < scene.workers(); worker++) {
            int rank = worker;
            int task = scene.taskOf(worker);
            members(task).add(worker);
            possible.add(new Event(rank, () -> answer(rank, task)));
        }
    }

    /** Has these workers die at moments that the order picks. */
    StepPlay losing(Set<Integer> workers) {
        workers.forEach(worker -> possible.add(new Event(worker, () -> lose(worker))));
        return this;
    }

    /** Has these workers be dead before anything comes. */
    StepPlay losingAtOnce(Set<Integer> workers) {
        workers.forEach(this::lose);
        return this;
    }

    StepDecoder decoder() {
        return decoder;
    }

    Scene scene() {
        return scene;
    }

    /** Workers that have said something about this task. */
    Set<Integer> heard(int task) {
        return heardByTask.computeIfAbsent(task, any -> new TreeSet<>());
    }

    /** What each worker that was not lost before has said first about its own task. */
    Map<Integer, NumberVector> firstSaid() {
        return firstSaid;
    }

    /** Workers that are lost. */
    Set<Integer> lost() {
        return lost;
    }

    /** Requests for vectors to which nobody has reacted yet. */
    Set<Request> pendingVectors() {
        return pendingVectors;
    }

    /** Every request there was. */
    Set<Request> requests() {
        return requests;
    }

    /** How many workers were asked to compute this task beyond their own. */
    long furtherWorkers(int task) {
        return requests.stream()
                .filter(request -> request instanceof Request.Compute && request.task() == task)
                .count();
    }

    private Set<Integer> members(int task) {
        return members.computeIfAbsent(task, any -> new TreeSet<>());
    }

    /** Plays to the end. */
    StepPlay run(IntUnaryOperator order, Watch watch) {
        takeRequests();
        while (!possible.isEmpty()) {
            int chosen = possible.size() == 1 ? 0 : order.applyAsInt(possible.size());
            possible.remove(chosen).effect().run();
            takeRequests();
            watch.after(this);
        }
        return this;
    }

    private void answer(int worker, int task) {
        Conduct conduct = conducts.of(worker, task);
        if (conduct.said() == null) {
            lose(worker);
            return;
        }
        say(worker, task, conduct.said());
        heard(task).add(worker);
        if (task == scene.taskOf(worker)) {
            firstSaid.put(worker, conduct.said());
        }
        conduct.later().forEach(vector -> say(worker, task, vector));
    }

    private void say(int worker, int task, NumberVector vector) {
        if (!scene.code.answerForm().digestFirst()) {
            decoder.onVector(worker, task, copy(vector));
        } else if (vector instanceof FloatVector floats) {
            decoder.onDigest(worker, task, Digest.of(floats.values()));
        } else {
            throw new AssertionError("digests are of floats: " + vector);
        }
    }

    private static NumberVector copy(NumberVector vector) {
        return Numbers.like(vector.type(), Numbers.of(vector));
    }

    private void lose(int worker) {
        if (lost.add(worker)) {
            decoder.onLost(worker);
            possible.removeIf(event -> event.worker() == worker);
            pendingVectors.removeIf(request -> request.worker() == worker);
        }
    }

    private void handIn(Request.SendVector request) {
        pendingVectors.remove(request);
        NumberVector vector = conducts.of(request.worker(), request.task()).handedIn();
        if (vector == null) {
            lose(request.worker());
        } else {
            hand(request, copy(vector));
        }
    }

    /** Every other vector with the digest that who received it has taken. */
    private void hand(Request.SendVector request, NumberVector vector) {
        Optional<Digest> digest =
                (request.worker() + request.task()) % 2 == 0
                        ? Optional.empty()
                        : Optional.of(Digest.of(((FloatVector) vector).values()));
        decoder.onVector(request.worker(), request.task(), vector, digest);
    }

    private void takeRequests() {
        for (Request request : decoder.takeRequests()) {
            int worker = request.worker();
            int task = request.task();
            require(requests.add(request), "made twice", request);
            require(!lost.contains(worker), "to a worker that is lost", request);
            if (request instanceof Request.SendVector send) {
                require(heard(task).contains(worker), "for what was not announced", request);
                pendingVectors.add(send);
                possible.add(new Event(worker, () -> handIn(send)));
            } else {
                require(members(task).add(worker), "to compute again", request);
                possible.add(new Event(worker, () -> answer(worker, task)));
            }
        }
    }

    private void require(boolean holds, String what, Request request) {
        if (!holds) {
            throw new AssertionError("a request " + what + ": " + request + " after " + requests);
        }
    }
}
