package org.draco.codec.code;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;

/**
 * One step of a code, played between workers of given conduct and the real decoder. Whenever several events could come
 * next, {@code order} picks one; after each event {@code watch} looks on. What comes after decoding is fed as well.
 */
final class StepPlay {

    /** Looks on after each event. */
    interface Watch {
        void after(StepPlay play);
    }

    /** One thing that may happen next. */
    private record Event(int worker, Runnable effect) {}

    private final GradientCode code;
    private final List<Conduct> conducts;
    private final StepDecoder decoder;
    private final List<Event> possible = new ArrayList<>();
    private final Set<Integer> heardFrom = new TreeSet<>();
    private final Set<Integer> pendingRequests = new TreeSet<>();
    private final List<Integer> requests = new ArrayList<>();

    StepPlay(GradientCode code, int dimension, List<Conduct> conducts) {
        this.code = code;
        this.conducts = conducts;
        this.decoder = code.newDecoder(dimension);
        for (int worker = 0; worker < conducts.size(); worker++) {
            int rank = worker;
            possible.add(new Event(rank, () -> answer(rank)));
        }
    }

    StepDecoder decoder() {
        return decoder;
    }

    /** Workers whose first event has been. */
    Set<Integer> heardFrom() {
        return heardFrom;
    }

    /** Workers that have been asked for their gradient and have not reacted yet. */
    Set<Integer> pendingRequests() {
        return pendingRequests;
    }

    /** Every request there was, in order. */
    List<Integer> requests() {
        return requests;
    }

    /** Plays to the end. */
    StepPlay run(IntUnaryOperator order, Watch watch) {
        takeRequests();
        while (!possible.isEmpty()) {
            int chosen = possible.size() == 1 ? 0 : order.applyAsInt(possible.size());
            Event event = possible.remove(chosen);
            event.effect().run();
            heardFrom.add(event.worker());
            takeRequests();
            watch.after(this);
        }
        return this;
    }

    private void answer(int worker) {
        Conduct conduct = conducts.get(worker);
        if (code.answerForm() == AnswerForm.GRADIENT) {
            handIn(worker, conduct);
        } else if (conduct.digest() == null) {
            decoder.onLost(worker);
        } else {
            decoder.onDigest(worker, conduct.digest());
            conduct.later().forEach(digest -> decoder.onDigest(worker, digest));
        }
    }

    private void handIn(int worker, Conduct conduct) {
        pendingRequests.remove(worker);
        if (conduct.gradient() == null) {
            decoder.onLost(worker);
        } else {
            decoder.onGradient(worker, conduct.gradient().clone());
        }
    }

    private void takeRequests() {
        for (int worker : decoder.takeRequests()) {
            requests.add(worker);
            pendingRequests.add(worker);
            possible.add(new Event(worker, () -> handIn(worker, conducts.get(worker))));
        }
        if (new HashSet<>(requests).size() != requests.size()) {
            throw new AssertionError("a worker was asked twice: " + requests);
        }
    }
}
