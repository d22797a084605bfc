package org.draco.bin.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.draco.am.optimizer.SgdMomentum;
import org.draco.am.step.ModelState;
import org.draco.am.step.ProvenLiarPolicy;
import org.draco.am.step.StepListener;
import org.draco.am.step.StepReport;
import org.draco.am.step.TrainingFailedException;
import org.draco.am.step.TrainingLoop;
import org.draco.am.step.TrainingPlan;
import org.draco.am.step.TrainingResult;
import org.draco.am.step.WorkerProcesses;
import org.draco.codec.Parallelism;
import org.draco.codec.aggregate.AggregationRule;
import org.draco.codec.aggregate.AggregationRules;
import org.draco.codec.aggregate.RuleChoice;
import org.draco.codec.attack.AdversarySchedule;
import org.draco.codec.attack.Attack;
import org.draco.codec.attack.AttackChoice;
import org.draco.codec.attack.Attacks;
import org.draco.codec.code.Digest;
import org.draco.codec.code.FloatArithmetic;
import org.draco.codec.code.GradientCode;
import org.draco.codec.code.group.UncodedCode;
import org.draco.container.worker.Adversary;
import org.draco.container.worker.GradientWorker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every rule against every attack: the real loop and real workers train a small model for twenty steps, without an exception
 * and without a model that is not finite. Whatever is added to the lists of rules and attacks is in here.
 */
class RuleAttackMatrixTest {

    private static final int STEPS = 20;
    private static final int LIARS = 2;
    private static final int FEWEST_WORKERS = 11;
    private static final long SEED = 3;
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    /**
     * Beside the defaults. The constant is such that twenty steps of it stay finite: a majority vote takes it, for honest
     * gradients differ here, and promises nothing then.
     */
    private static final List<String> VARIANTS =
            List.of(
                    "alie factor=search",
                    "empire factor=search",
                    "identical-shift factor=search,coordinate=all",
                    "ipm epsilon=search,evaluations=20,stride=10,probes=ahead",
                    "ipm epsilon=100",
                    "label-flip of=mean",
                    "mimic worker=outermost",
                    "min-max direction=std",
                    "min-sum direction=sign,bound=nearest",
                    "infinity negative=true",
                    "constant magnitude=1e30",
                    "sign-flip of=mean");

    private static Stream<String> rules() {
        List<String> rules = new ArrayList<>(AggregationRules.names());
        for (String before : AggregationRules.preAggregators().keySet()) {
            rules.add(before + "+trimmed-mean");
        }
        rules.addAll(List.of("nnm+krum", "arc+nnm+geometric-median", "clipping+bulyan"));
        return rules.stream();
    }

    private static List<AttackChoice> attacks() {
        List<AttackChoice> attacks = new ArrayList<>();
        Attacks.names().forEach(name -> attacks.add(new AttackChoice(name, "")));
        for (String variant : VARIANTS) {
            String[] words = variant.split(" ");
            attacks.add(new AttackChoice(words[0], words[1]));
        }
        return attacks;
    }

    /** Declared s for L liars: a rule that bears none is told 0, and meets a liar all the same. */
    private static int declared(AggregationRule rule) {
        return rule.minWorkers(LIARS) == Integer.MAX_VALUE ? 0 : LIARS;
    }

    private static TrainingResult train(AggregationRule rule, Attack attack, int liars)
            throws TrainingFailedException, IOException, InterruptedException {
        int declared = declared(rule);
        // A rule must have rows enough when liars say nothing.
        int workers = Math.max(FEWEST_WORKERS, rule.minWorkers(declared) + LIARS);
        GradientCode code = new UncodedCode(workers, declared, rule, new FloatArithmetic());
        try (StepGradients gradients = new StepGradients(workers, 1, new SoftmaxGradients(SEED))) {
            Adversary adversary =
                    new Adversary(
                            attack,
                            new AdversarySchedule(workers, liars, SEED, false),
                            code,
                            gradients);
            List<GradientWorker> team =
                    IntStream.range(0, workers)
                            .mapToObj(rank -> new GradientWorker(rank, code, gradients, adversary))
                            .toList();
            SkippingClock clock = new SkippingClock();
            InProcessWorkers link =
                    new InProcessWorkers(
                            team, gradients, adversary, Digest.of(new float[1]), clock);
            TrainingLoop loop =
                    new TrainingLoop(
                            new TrainingPlan(
                                    STEPS,
                                    STEPS,
                                    PATIENCE_NANOS,
                                    PATIENCE_NANOS,
                                    true,
                                    ProvenLiarPolicy.KEEP),
                            code,
                            SgdMomentum.of(0.1f, 0.5f),
                            new TrainingLoop.Surroundings(
                                    link,
                                    state -> {},
                                    new Silent(),
                                    clock,
                                    WorkerProcesses.unknown(),
                                    Parallelism.NONE));
            int d = SoftmaxGradients.DIMENSION;
            return loop.run(new ModelState(0, new float[d], new float[d], new int[0]));
        }
    }

    /** Listens to nothing. */
    private static final class Silent implements StepListener {

        @Override
        public void stepEnded(StepReport report) {}

        @Override
        public void notice(String message) {}
    }

    private static double lossOf(float[] parameters) {
        double loss = 0;
        for (int batch = 0; batch < 20; batch++) {
            loss += new SoftmaxGradients(SEED + 1).of(0, batch, parameters).loss() / 20;
        }
        return loss;
    }

    private static void assertFinite(TrainingResult result, String where) {
        assertEquals(STEPS, result.state().step(), where);
        for (float parameter : result.state().parameters()) {
            assertTrue(Float.isFinite(parameter), where + ": the model is not finite");
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void bearsEveryAttack(String mode) throws Exception {
        AggregationRule rule = new RuleChoice(mode, "").create();
        for (AttackChoice attack : attacks()) {
            String where = mode + " against " + attack.mode() + " " + attack.arguments();
            try {
                assertFinite(train(rule, attack.create(), liarsFor(rule)), where);
            } catch (TrainingFailedException | RuntimeException e) {
                throw new AssertionError(where + ": " + e.getMessage(), e);
            }
        }
    }

    /** As many as are declared, and one where none is borne. */
    private static int liarsFor(AggregationRule rule) {
        return Math.max(1, declared(rule));
    }

    /** The matrix is not empty talk: honest training learns, the mean is thrown off, and a robust rule is not. */
    @Test
    void showsWhatAttacksDo() throws Exception {
        AggregationRule mean = AggregationRules.average();
        AggregationRule median = AggregationRules.byName("median").orElseThrow();
        Attack reversed = Attacks.byName("rev_grad").orElseThrow();
        double start = lossOf(new float[SoftmaxGradients.DIMENSION]);
        double honest = lossOf(train(mean, reversed, 0).state().parameters());
        double attacked = lossOf(train(mean, reversed, 1).state().parameters());
        double borne = lossOf(train(median, reversed, LIARS).state().parameters());
        String losses = start + ", " + honest + ", " + attacked + ", " + borne;
        assertTrue(honest < start / 2, losses);
        assertTrue(attacked > start, losses);
        assertTrue(borne < start / 2, losses);
    }

    @Test
    void coversTheListsAndTheVariants() {
        assertTrue(rules().toList().containsAll(AggregationRules.names()));
        assertEquals(Attacks.names().size() + VARIANTS.size(), attacks().size());
        for (AttackChoice attack : attacks()) {
            assertEquals(List.of(), attack.faults(), attack::toString);
        }
    }
}
