package org.draco.container.worker;

import java.util.Optional;
import org.draco.codec.attack.AdversarySchedule;
import org.draco.codec.attack.Attack;
import org.draco.codec.attack.Attacks;
import org.draco.codec.code.AnswerForm;
import org.draco.codec.code.Digest;
import org.draco.codec.code.GradientCode;

/**
 * One worker: computes the gradient of its batch and passes it through its attack, which for an honest worker changes
 * nothing. This is the only place where a worker lies.
 *
 * <p>Thread-safe if its {@link BatchGradients} are.
 */
public final class GradientWorker {

    private final int rank;
    private final GradientCode code;
    private final BatchGradients gradients;
    private final Attack attack;
    private final AdversarySchedule schedule;

    /**
     * @param rank 0 .. P - 1
     * @param code which batch the worker computes and what it sends
     * @param gradients computes it
     * @param attack what it answers in steps in which it lies
     * @param schedule in which steps it lies
     */
    public GradientWorker(
            int rank,
            GradientCode code,
            BatchGradients gradients,
            Attack attack,
            AdversarySchedule schedule) {
        this.rank = rank;
        this.code = code;
        this.gradients = gradients;
        this.attack = attack;
        this.schedule = schedule;
    }

    /**
     * The answer to a step.
     *
     * @param step from 0
     * @param parameters d components; only read
     */
    public WorkerAnswer answer(long step, float[] parameters) {
        int batch = code.assignment().batchesOf(rank)[0];
        BatchGradients.BatchGradient honest = gradients.of(step, batch, parameters);
        Attack todays = schedule.lies(rank, step) ? attack : Attacks.honest();
        float[] answer = todays.answer(honest.gradient(), schedule.randomOf(rank, step));
        Optional<Digest> digest =
                code.answerForm() == AnswerForm.DIGEST_FIRST
                        ? Optional.of(Digest.of(answer))
                        : Optional.empty();
        return new WorkerAnswer(step, answer, honest.loss(), honest.computeNanos(), digest);
    }

    /**
     * What this machine makes of the reference batch, batch 0 of step 0: equal on all machines that round alike.
     *
     * @param initialParameters d components; only read
     */
    public Digest reference(float[] initialParameters) {
        return Digest.of(gradients.of(0, 0, initialParameters).gradient());
    }
}
