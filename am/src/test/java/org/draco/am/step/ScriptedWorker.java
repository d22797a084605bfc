package org.draco.am.step;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.draco.codec.attack.AdversarySchedule;
import org.draco.codec.attack.Attack;
import org.draco.codec.code.Digest;
import org.draco.codec.code.GradientCode;
import org.draco.codec.code.Request;
import org.draco.codec.vector.FloatVector;
import org.draco.codec.vector.NumberVector;

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
    private float[] latestParameters;
    private int[] latestExponents;
    private final Map<Integer, NumberVector> vectors = new HashMap<>();

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
    public List<WorkerEvent> onParameters(
            long step, int attempt, float[] parameters, int[] exponents) {
        if (dead || script.missing() || script.silent().test(step)) {
            return List.of();
        }
        if (script.lost().test(step)) {
            dead = true;
            return List.of(new WorkerEvent.Lost(rank, "container died"));
        }
        latestStep = step;
        latestParameters = parameters;
        latestExponents = exponents;
        vectors.clear();
        return answer(code.assignment().taskOf(rank));
    }

    private List<WorkerEvent> answer(int task) {
        GradientCode.Encoded encoded = compute(task);
        NumberVector vector = encoded.vector();
        vectors.put(task, vector);
        boolean digestFirst = code.answerForm().digestFirst();
        List<WorkerEvent> events = new ArrayList<>();
        events.add(
                new WorkerEvent.Answered(
                        rank,
                        latestStep,
                        task,
                        rank,
                        COMPUTE_NANOS + rank,
                        encoded.saturated(),
                        digestFirst
                                ? Optional.of(Digest.of(((FloatVector) vector).values()))
                                : Optional.empty()));
        if (!digestFirst && !script.withheld().test(latestStep)) {
            events.add(new WorkerEvent.VectorArrived(rank, latestStep, task, vector));
        }
        return events;
    }

    private GradientCode.Encoded compute(int task) {
        AdversarySchedule schedule = new AdversarySchedule(1, 1, 7, true);
        int[] batches = code.assignment().batchesOf(task);
        float[][] claimed = new float[batches.length][];
        for (int i = 0; i < claimed.length; i++) {
            float[] honest = input.gradient(latestStep, batches[i], latestParameters);
            claimed[i] = script.attack().answer(honest, schedule.insightOf(rank, latestStep));
        }
        return code.encode(task, claimed, latestExponents);
    }

    @Override
    public List<WorkerEvent> onRequest(Request request, long step) {
        if (dead || step != latestStep || script.silent().test(step)) {
            return List.of();
        }
        if (request instanceof Request.Compute) {
            return answer(request.task());
        }
        return script.withheld().test(step)
                ? List.of()
                : List.of(
                        new WorkerEvent.VectorArrived(
                                rank, step, request.task(), vectors.get(request.task())));
    }

    @Override
    public boolean isLate(long step) {
        return script.late().test(step);
    }
}
