package org.draco.am.step;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.LongPredicate;
import org.draco.codec.code.Request;

/** Answers truly until it dies, hangs or lies; once it is replaced it joins again, and answers truly from then on. */
final class MortalWorker implements FakeWorker {

    private enum State {
        WELL,
        DEAD,
        HANGING,
        COMING
    }

    private final int rank;
    private final ScriptedWorker honest;
    private final List<WorkerEvent> news = new ArrayList<>();
    private LongPredicate dies = step -> false;
    private int deaths;
    private int stillborn;
    private BiPredicate<Long, Integer> hangs = (step, attempt) -> false;
    private Runnable atDeath = () -> {};
    private FakeWorker until;
    private State state = State.WELL;

    MortalWorker(int rank) {
        this.rank = rank;
        this.honest = Descent.honest(rank);
        this.until = honest;
    }

    /** Dies when it gets the parameters of this step. */
    MortalWorker dyingIn(long step) {
        return dyingIn(step, 1);
    }

    /** So do those who come in its place, so many in all. */
    MortalWorker dyingIn(long step, int times) {
        dies = at -> at == step && deaths < times;
        return this;
    }

    /** Says nothing any more from this step on. */
    MortalWorker hangingFrom(long step) {
        return hangingFrom(step, 1);
    }

    /** Says nothing any more from this try of this step on. */
    MortalWorker hangingFrom(long step, int attempt) {
        hangs = (at, theTry) -> at > step || at == step && theTry >= attempt;
        return this;
    }

    /** Its process is there and does nothing, and so are the first of those that come in its place. */
    MortalWorker neverJoining(int processes) {
        state = State.HANGING;
        stillborn = processes - 1;
        return this;
    }

    /** The first processes that come in its place hang before they join. */
    MortalWorker comingBackAfter(int processes) {
        stillborn = processes;
        return this;
    }

    /** Is this one until it is replaced. */
    MortalWorker first(FakeWorker other) {
        until = other;
        return this;
    }

    void atDeath(Runnable told) {
        atDeath = told;
    }

    int rank() {
        return rank;
    }

    boolean isThereOrComing() {
        return state != State.DEAD;
    }

    /** Another process starts; what the former one would have done it does not do. */
    void replaced() {
        if (state == State.WELL || state == State.HANGING) {
            news.add(new WorkerEvent.Lost(rank, "replaced"));
        }
        state = State.COMING;
        hangs = (step, attempt) -> false;
        until = honest;
    }

    /** Who was replaced before it joined is only heard to be lost. */
    @Override
    public List<WorkerEvent> atStart() {
        List<WorkerEvent> lost = List.copyOf(news);
        news.clear();
        return state == State.WELL ? honest.atStart() : lost;
    }

    @Override
    public List<WorkerEvent> onParameters(
            long step, int attempt, float[] parameters, int[] exponents) {
        if (state == State.WELL && dies.test(step)) {
            state = State.DEAD;
            deaths++;
            atDeath.run();
            return List.of(new WorkerEvent.Lost(rank, "container died"));
        }
        if (state == State.WELL && hangs.test(step, attempt)) {
            state = State.HANGING;
        }
        return state == State.WELL
                ? until.onParameters(step, attempt, parameters, exponents)
                : List.of();
    }

    @Override
    public List<WorkerEvent> onRequest(Request request, long step) {
        return state == State.WELL ? until.onRequest(request, step) : List.of();
    }

    /** Who comes is there when everybody else is waiting. */
    @Override
    public List<WorkerEvent> onSilence() {
        List<WorkerEvent> told = new ArrayList<>(news);
        news.clear();
        if (state == State.COMING && stillborn > 0) {
            stillborn--;
            state = State.HANGING;
        } else if (state == State.COMING) {
            state = State.WELL;
            told.addAll(honest.atStart());
        }
        return told;
    }

    @Override
    public boolean isLate(long step) {
        return false;
    }
}
