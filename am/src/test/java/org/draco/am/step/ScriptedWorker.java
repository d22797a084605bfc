package org.draco.am.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.draco.codec.attack.Attack;
import org.draco.codec.code.AnswerForm;
import org.draco.codec.code.Digest;
import org.draco.codec.code.GradientCode;
import org.draco.codec.seed.StepRandom;

/** A worker that answers as a real one would, but for what its script says. */
final class ScriptedWorker implements FakeWorker {

    /** What a worker does beside answering. */
    record Script(
            Attack attack,
            boolean missing,
            LongPredicate lost,
            LongPredicate silent,
            LongPredicate withheld,
            LongPredicate late) {}

    private static final long COMPUTE_NANOS = 33_000_000;

    private final int rank;
    private final Script script;
    private final GradientCode code;
    private final BatchFunction input;
    private boolean dead;
    private long latestStep = -1;
    private float[] latest;

    ScriptedWorker(int rank, Script script, GradientCode code, BatchFunction input) {
        this.rank = rank;
        this.script = script;
        this.code = code;
        this.input = input;
    }

    /** The reference digest of a machine on which all round alike. */
    static Digest reference() {
        return Digest.of(new float[] {42});
    }

    @Override
    public List<WorkerEvent> atStart() {
        return script.missing() ? List.of() : List.of(new WorkerEvent.Joined(rank, reference()));
    }

    @Override
    public List<WorkerEvent> onParameters(long step, int attempt, float[] parameters) {
        if (dead || script.missing() || script.silent().test(step)) {
            return List.of();
        }
        if (script.lost().test(step)) {
            dead = true;
            return List.of(new WorkerEvent.Lost(rank, "container died"));
        }
        float[] honest = input.gradient(step, code.assignment().batchesOf(rank)[0], parameters);
        latest = script.attack().answer(honest, new StepRandom(7, "attack", step, rank));
        latestStep = step;
        boolean digestFirst = code.answerForm() == AnswerForm.DIGEST_FIRST;
        List<WorkerEvent> events = new ArrayList<>();
        events.add(
                new WorkerEvent.Answered(
                        rank,
                        step,
                        rank,
                        COMPUTE_NANOS + rank,
                        digestFirst ? Optional.of(Digest.of(latest)) : Optional.empty()));
        if (!digestFirst && !script.withheld().test(step)) {
            events.add(new WorkerEvent.GradientArrived(rank, step, latest.clone()));
        }
        return events;
    }

    @Override
    public List<WorkerEvent> onRequest(long step) {
        if (dead
                || step != latestStep
                || script.silent().test(step)
                || script.withheld().test(step)) {
            return List.of();
        }
        return List.of(new WorkerEvent.GradientArrived(rank, step, latest.clone()));
    }

    @Override
    public boolean isLate(long step) {
        return script.late().test(step);
    }
}
