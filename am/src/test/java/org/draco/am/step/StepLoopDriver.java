package org.draco.am.step;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.draco.am.optimizer.Optimizer;
import org.draco.am.optimizer.SgdMomentum;
import org.draco.codec.Parallelism;
import org.draco.codec.attack.Attack;
import org.draco.codec.attack.Attacks;
import org.draco.codec.code.GradientCode;

/**
 * Runs the real step loop over made-up workers, in the manner of MRUnit: say what goes in, what the workers do to it, and
 * what must come out. For tests of codes, rules, attacks and optimizers in the company of the loop that will use them.
 *
 * <pre>
 *   StepLoopDriver.newDriver(new RepetitionCode(3, 3, 1, new FloatArithmetic()))
 *           .withInput((step, batch, parameters) -&gt; new float[] {1})
 *           .withInitial(0)
 *           .withAttack(new MyAttack(), 2)
 *           .withSteps(2)
 *           .withOutput(-0.1f - 0.1f)
 *           .withSuspects(Map.of(2, 2L))
 *           .runTest();
 * </pre>
 *
 * Nothing in it waits: the clock is moved by hand. The order in which answers arrive is drawn from a seed, which a failure
 * names. Unless told otherwise: one step of plain descent with rate 0.1 from zero, a checkpoint at the end, 10 s a step.
 * Steps count from 0 here, as they do for workers; in messages and reports the first step is step 1.
 */
public final class StepLoopDriver {

    private final GradientCode code;
    private final Map<Integer, Attack> attacks = new HashMap<>();
    private final Set<String> lost = new HashSet<>();
    private final Set<String> silent = new HashSet<>();
    private final Set<String> withheld = new HashSet<>();
    private final Set<String> late = new HashSet<>();
    private final Set<Integer> missing = new HashSet<>();
    private BatchFunction input = (step, batch, parameters) -> new float[parameters.length];
    private ModelState initial = fresh(0);
    private Optimizer optimizer = SgdMomentum.of(0.1f, 0);
    private long steps = 1;
    private long evalFreq = Long.MAX_VALUE;
    private boolean stopWhenDiverged = true;
    private ProvenLiarPolicy onProvenLiar = ProvenLiarPolicy.KEEP;
    private long seed = 1;
    private WorkerProcesses processes = WorkerProcesses.unknown();
    private Optional<float[]> expectedParameters = Optional.empty();
    private Optional<Map<Integer, Long>> expectedSuspects = Optional.empty();
    private List<String> expectedFailure = List.of();

    private StepLoopDriver(GradientCode code) {
        this.code = code;
    }

    /** A driver for a loop that decodes with this code. */
    public static StepLoopDriver newDriver(GradientCode code) {
        return new StepLoopDriver(code);
    }

    /** What honest workers compute. */
    public StepLoopDriver withInput(BatchFunction gradients) {
        input = gradients;
        return this;
    }

    /** Where training starts. */
    public StepLoopDriver withInitial(float... parameters) {
        initial = fresh(parameters);
        return this;
    }

    /** Where training goes on: what a checkpoint holds. Steps already done count among {@link #withSteps}. */
    public StepLoopDriver withInitial(ModelState state) {
        initial = state;
        return this;
    }

    private static ModelState fresh(float... parameters) {
        return new ModelState(0, parameters, new float[parameters.length], new int[0]);
    }

    /** How a gradient moves the model. */
    public StepLoopDriver withOptimizer(Optimizer how) {
        optimizer = how;
        return this;
    }

    /** How many steps. */
    public StepLoopDriver withSteps(long count) {
        steps = count;
        return this;
    }

    /** A checkpoint every that many steps. */
    public StepLoopDriver withCheckpointEvery(long count) {
        evalFreq = count;
        return this;
    }

    /** Goes on when a gradient is not finite. */
    public StepLoopDriver withoutStopWhenDiverged() {
        stopWhenDiverged = false;
        return this;
    }

    /** A proven liar takes part no more. */
    public StepLoopDriver withProvenLiarsExpelled() {
        return withProvenLiars(ProvenLiarPolicy.EXPEL);
    }

    /** What becomes of proven liars. */
    public StepLoopDriver withProvenLiars(ProvenLiarPolicy policy) {
        onProvenLiar = policy;
        return this;
    }

    /** Another order of arrival. */
    public StepLoopDriver withSeed(long number) {
        seed = number;
        return this;
    }

    /** These workers lie, in every step. */
    public StepLoopDriver withAttack(Attack attack, int... workers) {
        for (int worker : workers) {
            attacks.put(worker, attack);
        }
        return this;
    }

    /** This worker dies in place of answering in this step, and stays dead. */
    public StepLoopDriver withLost(int worker, long step) {
        lost.add(step + "/" + worker);
        return this;
    }

    /** This worker says nothing in this step, whatever it is asked. */
    public StepLoopDriver withSilent(int worker, long step) {
        silent.add(step + "/" + worker);
        return this;
    }

    /** This worker answers in this step, but hands in no gradient when it is asked for it. */
    public StepLoopDriver withWithheld(int worker, long step) {
        withheld.add(step + "/" + worker);
        return this;
    }

    /** This worker's answer to this step comes when the step is over, unless the step cannot do without. */
    public StepLoopDriver withLate(int worker, long step) {
        late.add(step + "/" + worker);
        return this;
    }

    /** This worker never joins. */
    public StepLoopDriver withMissing(int worker) {
        missing.add(worker);
        return this;
    }

    /** What is known of the workers' processes. */
    public StepLoopDriver withProcesses(WorkerProcesses known) {
        processes = known;
        return this;
    }

    /** The parameters after the last step, to the bit. */
    public StepLoopDriver withOutput(float... parameters) {
        expectedParameters = Optional.of(parameters.clone());
        return this;
    }

    /** Who is caught, each in how many steps; nobody else. */
    public StepLoopDriver withSuspects(Map<Integer, Long> timesCaught) {
        expectedSuspects = Optional.of(new TreeMap<>(timesCaught));
        return this;
    }

    /** Training fails, with a diagnosis that contains each of these. */
    public StepLoopDriver withFailure(String... parts) {
        expectedFailure = List.of(parts);
        return this;
    }

    /** Runs and checks; throws an {@link AssertionError} when something else comes out. */
    public void runTest() {
        StepLoopRun run = run();
        String where = "(order of seed " + seed + ")";
        if (expectedFailure.isEmpty()) {
            assertTrue(run.failure().isEmpty(), () -> "training failed: " + run.failure() + where);
        } else {
            String diagnosis = run.failure().orElse("no failure");
            for (String part : expectedFailure) {
                assertTrue(
                        diagnosis.contains(part),
                        () -> "expected \"" + part + "\" in: " + diagnosis + " " + where);
            }
        }
        expectedParameters.ifPresent(
                expected ->
                        assertArrayEquals(
                                bits(expected),
                                bits(run.result().orElseThrow().state().parameters()),
                                () -> "parameters " + where));
        expectedSuspects.ifPresent(
                expected -> assertEquals(expected, run.result().orElseThrow().suspects(), where));
    }

    private static int[] bits(float[] vector) {
        int[] bits = new int[vector.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(vector[i]);
        }
        return bits;
    }

    /** Runs, for whoever checks more than the driver does. */
    public StepLoopRun run() {
        List<FakeWorker> workers = new ArrayList<>();
        for (int rank = 0; rank < code.assignment().workers(); rank++) {
            workers.add(new ScriptedWorker(rank, scriptOf(rank), code, input, attacks.keySet()));
        }
        return run(workers);
    }

    private ScriptedWorker.Script scriptOf(int rank) {
        return new ScriptedWorker.Script(
                attacks.getOrDefault(rank, Attacks.honest()),
                missing.contains(rank),
                step -> lost.contains(step + "/" + rank),
                step -> silent.contains(step + "/" + rank),
                step -> withheld.contains(step + "/" + rank),
                step -> late.contains(step + "/" + rank));
    }

    /** Runs over other workers than the driver's own. */
    StepLoopRun run(List<? extends FakeWorker> workers) {
        ManualClock clock = new ManualClock();
        FakeCluster cluster = new FakeCluster(workers, seed, clock);
        LoopRecord record = new LoopRecord();
        TrainingLoop loop =
                new TrainingLoop(
                        new TrainingPlan(
                                steps,
                                evalFreq,
                                TimeUnit.SECONDS.toNanos(60),
                                TimeUnit.SECONDS.toNanos(10),
                                stopWhenDiverged,
                                onProvenLiar),
                        code,
                        optimizer,
                        new TrainingLoop.Surroundings(
                                cluster, record, record, clock, processes, Parallelism.NONE));
        Optional<TrainingResult> result = Optional.empty();
        Optional<String> failure = Optional.empty();
        try {
            result =
                    Optional.of(
                            loop.run(
                                    new ModelState(
                                            initial.step(),
                                            initial.parameters().clone(),
                                            initial.trained(),
                                            initial.memory().clone(),
                                            initial.exponents().clone(),
                                            initial.last().clone())));
        } catch (TrainingFailedException e) {
            failure = Optional.of(e.getMessage());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("nothing here can cause this", e);
        }
        return new StepLoopRun(
                result,
                failure,
                record.reports(),
                record.notices(),
                record.checkpoints(),
                cluster.broadcasts(),
                cluster.requests());
    }
}
