package org.draco.container.worker;

import java.util.Optional;
import org.draco.codec.code.Digest;
import org.draco.codec.code.GradientCode;
import org.draco.codec.vector.FloatVector;
import org.draco.codec.vector.NumberVector;

/**
 * One worker: computes the gradients of a task's batches, if it lies claims others in their place, and encodes them. So a liar
 * lies about its gradients; this is the only place where a worker lies.
 *
 * <p>Thread-safe if its {@link BatchGradients} are.
 */
public final class GradientWorker {

    private final int rank;
    private final GradientCode code;
    private final BatchGradients gradients;
    private final Adversary adversary;

    /**
     * @param rank 0 .. P - 1
     * @param code which batches the worker computes and what it sends
     * @param gradients computes them
     * @param adversary says when it lies, and what it claims then
     */
    public GradientWorker(
            int rank, GradientCode code, BatchGradients gradients, Adversary adversary) {
        this.rank = rank;
        this.code = code;
        this.gradients = gradients;
        this.adversary = adversary;
    }

    /** The task that the worker has in every step. */
    public int ownTask() {
        return code.assignment().taskOf(rank);
    }

    /**
     * The answer to a task of a step.
     *
     * @param step from 0
     * @param task which one
     * @param parameters d components; only read
     * @param exponents the step's, if answers are in fixed point; only read
     * @return none if the worker keeps silent
     */
    public Optional<WorkerAnswer> answer(long step, int task, float[] parameters, int[] exponents) {
        boolean lies = adversary.corrupts(rank, step);
        int[] batches = code.assignment().batchesOf(task);
        float[][] claimed = new float[batches.length][];
        float loss = 0;
        long computeNanos = 0;
        for (int i = 0; i < batches.length; i++) {
            BatchGradients.BatchGradient honest = gradients.of(step, batches[i], parameters);
            claimed[i] =
                    lies
                            ? adversary.claim(rank, step, batches[i], honest.gradient(), parameters)
                            : honest.gradient();
            loss += honest.loss() / batches.length;
            computeNanos += honest.computeNanos();
        }
        if (lies && adversary.isSilent()) {
            return Optional.empty();
        }
        GradientCode.Encoded encoded = code.encode(task, claimed, exponents);
        return Optional.of(
                new WorkerAnswer(
                        step,
                        task,
                        encoded.vector(),
                        loss,
                        computeNanos,
                        encoded.saturated(),
                        digest(encoded.vector())));
    }

    private Optional<Digest> digest(NumberVector vector) {
        if (!code.answerForm().digestFirst()) {
            return Optional.empty();
        }
        if (vector instanceof FloatVector floats) {
            return Optional.of(Digest.of(floats.values()));
        }
        throw new AssertionError("digests are of gradients, found " + vector.type());
    }

    /**
     * What this machine makes of the reference batch, batch 0 of step 0: equal on all machines that round alike.
     *
     * @param gradients of the network, without momentum
     * @param initialParameters d components; only read
     */
    public static Digest reference(BatchGradients gradients, float[] initialParameters) {
        return Digest.of(gradients.of(0, 0, initialParameters).gradient());
    }
}
