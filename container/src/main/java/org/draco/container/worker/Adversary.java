package org.draco.container.worker;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.draco.codec.aggregate.Gradients;
import org.draco.codec.attack.AdversarySchedule;
import org.draco.codec.attack.Attack;
import org.draco.codec.attack.AttackStep;
import org.draco.codec.attack.Attacks;
import org.draco.codec.code.Assignment;
import org.draco.codec.code.GradientCode;

/**
 * The one adversary behind all liars of a job: says who lies when, and what a liar claims in place of a gradient.
 *
 * <p>What an omniscient attack sees, other workers' gradients, is computed from the step and the parameters when the attack asks
 * for it, once for each step: workers of one process share this object. On a cluster each liar has its own, computes the same, and
 * so claims the same to the bit. It keeps the gradients of the last step in which an attack asked for them: one vector for
 * each honest batch.
 *
 * <p>Thread-safe if the {@link BatchGradients} are.
 */
public final class Adversary {

    /** One step, at the parameters that were broadcast for it. */
    private record Scene(long step, float[] parameters, List<Integer> liars, AttackStep sight) {}

    private final Attack attack;
    private final AdversarySchedule schedule;
    private final GradientCode code;
    private final BatchGradients gradients;
    private Scene scene;
    private ServerMomentum momentum = new ServerMomentum(0, 1, null);

    /** What the parameter server makes of an answer g before the rule: {@code kept * g + share * velocity}. */
    private record ServerMomentum(float share, float kept, float[] velocity) {

        /** The gradient as the rule will see it. */
        float[] seen(float[] gradient) {
            if (velocity == null) {
                return gradient;
            }
            float[] seen = new float[gradient.length];
            for (int i = 0; i < seen.length; i++) {
                seen[i] = kept * gradient[i] + share * velocity[i];
            }
            return seen;
        }

        /** What to send so that the rule sees this. */
        float[] sent(float[] seen) {
            if (velocity == null) {
                return seen;
            }
            float[] sent = new float[seen.length];
            for (int i = 0; i < sent.length; i++) {
                sent[i] = (seen[i] - share * velocity[i]) / kept;
            }
            return sent;
        }
    }

    /**
     * @param attack what liars claim
     * @param schedule who lies when
     * @param code who computes what, and the declared s
     * @param gradients computes what liars see beside their own gradient
     */
    public Adversary(
            Attack attack,
            AdversarySchedule schedule,
            GradientCode code,
            BatchGradients gradients) {
        this.attack = attack;
        this.schedule = schedule;
        this.code = code;
        this.gradients = gradients;
    }

    /** One that leaves every worker honest. */
    public static Adversary none(GradientCode code, BatchGradients gradients) {
        int workers = code.assignment().workers();
        return new Adversary(
                Attacks.honest(), new AdversarySchedule(workers, 0, 0, true), code, gradients);
    }

    /**
     * Tells the adversary of a momentum that the parameter server adds to each answer before the rule: then it looks at gradients,
     * and lies, as the rule sees them.
     *
     * @param share of the velocity that is added
     * @param kept of the answer
     * @param velocity d components, of the coming step; only read, and kept until the next call
     */
    public synchronized void knowServerMomentum(float share, float kept, float[] velocity) {
        momentum = new ServerMomentum(share, kept, velocity);
    }

    /** Whether this worker lies in this step. */
    public boolean corrupts(int worker, long step) {
        return schedule.lies(worker, step);
    }

    /** Who lies in this step; a new set. */
    public Set<Integer> liarsOf(long step) {
        return schedule.liarsOf(step);
    }

    /** Whether liars say nothing at all. */
    public boolean isSilent() {
        return attack.isSilent();
    }

    /**
     * What a liar claims to be the gradient of a batch.
     *
     * @param worker one that lies in this step
     * @param step from 0
     * @param batch from 0
     * @param honest the gradient that it computed; only read
     * @param parameters d components, those of the step; only read, and kept until the next step
     * @return d components that nobody changes any more
     */
    public float[] claim(int worker, long step, int batch, float[] honest, float[] parameters) {
        Scene current = sceneOf(step, parameters);
        ServerMomentum by = serverMomentum();
        return by.sent(
                attack.answer(
                        by.seen(honest),
                        current.sight()
                                .insightOf(
                                        worker,
                                        current.liars().indexOf(worker),
                                        () ->
                                                by.seen(
                                                        gradients
                                                                .flipped(step, batch, parameters)
                                                                .gradient()))));
    }

    private synchronized ServerMomentum serverMomentum() {
        return momentum;
    }

    private synchronized Scene sceneOf(long step, float[] parameters) {
        if (scene == null || scene.step() != step || scene.parameters() != parameters) {
            Set<Integer> liars = schedule.liarsOf(step);
            int[] batches = honestBatches(liars);
            AttackStep sight =
                    new AttackStep(
                            new AttackStep.Target(
                                    schedule.workers(),
                                    liars.size(),
                                    code.faults().adversaries(),
                                    code.ruleOverWorkers()),
                            schedule.seed(),
                            step,
                            () -> rows(batches, batch -> gradients.of(step, batch, parameters)),
                            () ->
                                    rows(
                                            batches,
                                            batch -> gradients.flipped(step, batch, parameters)));
            scene = new Scene(step, parameters, List.copyOf(liars), sight);
        }
        return scene;
    }

    /** Computes one batch's gradient. */
    private interface BatchSource {
        BatchGradients.BatchGradient of(int batch);
    }

    private Gradients rows(int[] batches, BatchSource source) {
        ServerMomentum by = serverMomentum();
        float[][] rows = new float[batches.length][];
        Arrays.setAll(rows, i -> by.seen(source.of(batches[i]).gradient()));
        return new Gradients(rows);
    }

    /** The batches that honest workers begin with, in their order; all batches if everybody lies. */
    private int[] honestBatches(Set<Integer> liars) {
        Assignment assignment = code.assignment();
        Set<Integer> batches = new TreeSet<>();
        for (int worker = 0; worker < assignment.workers(); worker++) {
            if (!liars.contains(worker) || liars.size() == assignment.workers()) {
                for (int batch : assignment.batchesOf(assignment.taskOf(worker))) {
                    batches.add(batch);
                }
            }
        }
        return batches.stream().mapToInt(Integer::intValue).toArray();
    }
}
