package org.draco.am.step;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.draco.codec.code.AnswerForm;
import org.draco.codec.code.Digest;
import org.draco.codec.code.GradientCode;
import org.draco.codec.code.Request;
import org.draco.codec.vector.FloatVector;
import org.draco.codec.vector.NumberVector;

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
    private float[] latestParameters;
    private int[] latestExponents;
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
    public List<WorkerEvent> onParameters(
            long step, int attempt, float[] parameters, int[] exponents) {
        latestParameters = parameters;
        latestExponents = exponents;
        latestStep = step;
        lastRequestWasLost = false;
        int own = code.assignment().taskOf(rank);
        List<WorkerEvent> events = new ArrayList<>(liar ? lies(step, own) : honest(own));
        if (!liar && random.nextInt(10) == 0) {
            events.addAll(honest(own)); // said twice
        }
        return events;
    }

    private NumberVector truth(int task) {
        int[] batches = code.assignment().batchesOf(task);
        float[][] gradients = new float[batches.length][];
        for (int i = 0; i < gradients.length; i++) {
            gradients[i] = input.gradient(latestStep, batches[i], latestParameters);
        }
        return code.encode(task, gradients, latestExponents).vector();
    }

    private List<WorkerEvent> honest(int task) {
        return answer(latestStep, task, truth(task));
    }

    private List<WorkerEvent> answer(long step, int task, NumberVector vector) {
        boolean digestFirst = code.answerForm().digestFirst();
        Optional<Digest> digest =
                digestFirst
                        ? Optional.of(Digest.of(((FloatVector) vector).values()))
                        : Optional.empty();
        WorkerEvent answer = new WorkerEvent.Answered(rank, step, task, 1, 1, 0, digest);
        return digestFirst
                ? List.of(answer)
                : List.of(answer, new WorkerEvent.VectorArrived(rank, step, task, vector));
    }

    private List<WorkerEvent> lies(long step, int task) {
        return switch (random.nextInt(10)) {
            case 0 -> List.of();
            case 1 -> List.of(new WorkerEvent.Lost(rank, "gone"));
            case 2 -> List.of(new WorkerEvent.Lost(rank, "gone"), joined());
            case 3 -> honest(task);
            case 4 -> answer(step, task, zeros()); // liars who say this agree
            case 5 -> {
                List<WorkerEvent> both = new ArrayList<>(answer(step, task, noise()));
                both.addAll(honest(task));
                yield both;
            }
            case 6 -> answer(Math.max(0, step - random.nextInt(3)), task, noise());
            case 7 -> List.of(new WorkerEvent.VectorArrived(rank, step, task, noise()));
            case 8 -> answer(step, random.nextInt(code.assignment().tasks() + 2) - 1, noise());
            default -> answer(step, task, noise());
        };
    }

    private NumberVector zeros() {
        AnswerForm form = code.answerForm();
        return form.numbers().newVector(form.length(latestParameters.length));
    }

    private NumberVector noise() {
        NumberVector vector = zeros();
        byte[] bytes = new byte[vector.length() * vector.type().bytes()];
        random.nextBytes(bytes);
        vector.read(0, vector.length(), ByteBuffer.wrap(bytes));
        return vector;
    }

    @Override
    public List<WorkerEvent> onRequest(Request request, long step) {
        if (!liar) {
            if (!lastRequestWasLost && random.nextInt(20) == 0) {
                lastRequestWasLost = true;
                return List.of(joined()); // the request was lost with its connection
            }
            if (step != latestStep) {
                return List.of();
            }
            return request instanceof Request.Compute
                    ? honest(request.task())
                    : List.of(vector(request, truth(request.task())));
        }
        if (request instanceof Request.Compute) {
            return lies(step, request.task());
        }
        return switch (random.nextInt(5)) {
            case 0 -> List.of();
            case 1 -> List.of(new WorkerEvent.Lost(rank, "gone"));
            case 2 -> List.of(vector(request, truth(request.task())));
            case 3 -> List.of(vector(request, zeros()));
            default -> List.of(vector(request, noise()));
        };
    }

    private WorkerEvent vector(Request request, NumberVector vector) {
        return new WorkerEvent.VectorArrived(rank, latestStep, request.task(), vector);
    }

    @Override
    public boolean isLate(long step) {
        return random.nextInt(6) == 0;
    }
}
