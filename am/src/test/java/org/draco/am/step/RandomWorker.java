package org.draco.am.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.draco.codec.code.AnswerForm;
import org.draco.codec.code.Digest;
import org.draco.codec.code.GradientCode;

/**
 * A worker whose every move is drawn: a liar may do anything at all; an honest one may be slow, repeat itself, and connect
 * anew, but never says anything false and never fails to answer in the end.
 */
final class RandomWorker implements FakeWorker {

    private final int rank;
    private final boolean liar;
    private final GradientCode code;
    private final BatchFunction input;
    private final Random random;
    private long latestStep = -1;
    private float[] latest;
    private boolean lastRequestWasLost;

    RandomWorker(int rank, boolean liar, GradientCode code, BatchFunction input, Random random) {
        this.rank = rank;
        this.liar = liar;
        this.code = code;
        this.input = input;
        this.random = random;
    }

    @Override
    public List<WorkerEvent> atStart() {
        return liar && random.nextInt(8) == 0
                ? List.of(new WorkerEvent.Lost(rank, "never started"))
                : List.of(joined());
    }

    private WorkerEvent joined() {
        return new WorkerEvent.Joined(rank, ScriptedWorker.reference());
    }

    @Override
    public List<WorkerEvent> onParameters(long step, int attempt, float[] parameters) {
        latest = input.gradient(step, code.assignment().batchesOf(rank)[0], parameters);
        latestStep = step;
        lastRequestWasLost = false;
        List<WorkerEvent> events = new ArrayList<>(liar ? lies(step) : answer(step, latest));
        if (!liar && random.nextInt(10) == 0) {
            events.addAll(answer(step, latest)); // said twice
        }
        return events;
    }

    private List<WorkerEvent> answer(long step, float[] gradient) {
        boolean digestFirst = code.answerForm() == AnswerForm.DIGEST_FIRST;
        Optional<Digest> digest = digestFirst ? Optional.of(Digest.of(gradient)) : Optional.empty();
        WorkerEvent answer = new WorkerEvent.Answered(rank, step, 1, 1, digest);
        return digestFirst
                ? List.of(answer)
                : List.of(answer, new WorkerEvent.GradientArrived(rank, step, gradient.clone()));
    }

    private List<WorkerEvent> lies(long step) {
        return switch (random.nextInt(9)) {
            case 0 -> List.of();
            case 1 -> List.of(new WorkerEvent.Lost(rank, "gone"));
            case 2 -> List.of(new WorkerEvent.Lost(rank, "gone"), joined());
            case 3 -> answer(step, latest);
            case 4 -> answer(step, new float[latest.length]); // liars who say this agree
            case 5 -> {
                List<WorkerEvent> both = new ArrayList<>(answer(step, vector()));
                both.addAll(answer(step, latest));
                yield both;
            }
            case 6 -> answer(Math.max(0, step - random.nextInt(3)), vector());
            case 7 -> List.of(new WorkerEvent.GradientArrived(rank, step, vector()));
            default -> answer(step, vector());
        };
    }

    private float[] vector() {
        float[] vector = new float[latest.length];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = Float.intBitsToFloat(random.nextInt());
        }
        return vector;
    }

    @Override
    public List<WorkerEvent> onRequest(long step) {
        if (!liar) {
            if (!lastRequestWasLost && random.nextInt(20) == 0) {
                lastRequestWasLost = true;
                return List.of(joined()); // the request was lost with its connection
            }
            return step == latestStep
                    ? List.of(new WorkerEvent.GradientArrived(rank, step, latest.clone()))
                    : List.of();
        }
        return switch (random.nextInt(5)) {
            case 0 -> List.of();
            case 1 -> List.of(new WorkerEvent.Lost(rank, "gone"));
            case 2 -> List.of(new WorkerEvent.GradientArrived(rank, step, latest.clone()));
            case 3 ->
                    List.of(new WorkerEvent.GradientArrived(rank, step, new float[latest.length]));
            default -> List.of(new WorkerEvent.GradientArrived(rank, step, vector()));
        };
    }

    @Override
    public boolean isLate(long step) {
        return random.nextInt(6) == 0;
    }
}
