package org.draco.am.step.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.draco.am.optimizer.Optimizer;
import org.draco.am.optimizer.Weights;
import org.draco.am.step.CheckpointSink;
import org.draco.am.step.ModelState;
import org.draco.am.step.StepListener;
import org.draco.am.step.StepReport;
import org.draco.am.step.WorkerEvent;
import org.draco.codec.Parallelism;
import org.draco.codec.code.Request;
import org.draco.codec.code.StepDecoder;

/**
 * Sees every event of a run on all sides of the loop, and checks the {@link Invariant}s at each: it is told by the network, is the
 * loop's optimizer, listener and sink, and stands between the loop and the code's decoders.
 */
final class Judge implements Optimizer, StepListener, CheckpointSink {

    static final long EVAL_FREQ = 2;

    private static final int MOST_POLLS = 20_000;
    private static final float RATE = 0.5f;

    private final Schedule schedule;
    private final Labels labels = new Labels();
    private final List<WitnessedDecoder> decoders = new ArrayList<>();
    private final Attendance attendance = new Attendance();
    private final LongSupplier clock;
    private final long startNanos;
    private final List<Long> rows = new ArrayList<>();
    private final List<Long> checkpoints = new ArrayList<>();
    private float[] model;
    private int[] exponents;
    private long applied;
    private long sinceNanos;
    private int polls;
    private boolean hopeless;

    Judge(Schedule schedule, float[] start, LongSupplier clock) {
        this.schedule = schedule;
        this.clock = clock;
        this.startNanos = clock.getAsLong();
        this.model = start.clone();
        this.exponents = schedule.subject().code().arithmetic().exponentsAfter(model.length, null);
    }

    Subject subject() {
        return schedule.subject();
    }

    Attendance attendance() {
        return attendance;
    }

    /** Virtual time since the run began. */
    long elapsedNanos() {
        return clock.getAsLong() - startNanos;
    }

    // What the network tells.

    /** An event as the loop gets it. */
    WorkerEvent delivered(WorkerEvent event) {
        attendance.told(event);
        return labels.copy(event);
    }

    WorkerEvent labelOf(Object said) {
        return labels.of(said);
    }

    void begins(long step, float[] parameters, int[] ofTheStep) {
        acts("a broadcast");
        Invariant.STEPS_FOLLOW_EACH_OTHER.require(
                step == applied
                        && Arrays.equals(model, parameters)
                        && Arrays.equals(exponents, ofTheStep),
                "step %d of %s, exponents %s; expected step %d of %s, %s",
                step,
                Arrays.toString(parameters),
                Arrays.toString(ofTheStep),
                applied,
                Arrays.toString(model),
                Arrays.toString(exponents));
        int tries = triesOf(step).size();
        if (tries == 0) {
            sinceNanos = elapsedNanos();
            attendance.beginsStep();
        }
        int most = Math.min(30, 1 + 3 * subject().workers() + attendance.lossesInStep());
        Invariant.TRIES_ARE_COUNTED.require(
                tries < most, "try %d of step %d, at most %d", tries + 1, step, most);
        WitnessedDecoder decoder = current().orElseThrow();
        attendance.begins(decoder);
        decoder.begin(new Truth(subject().code(), step, parameters, ofTheStep));
    }

    /** The loop does something; after it was told that there is no hope it should not. */
    void acts(String what) {
        Invariant.HOPELESS_ENDS_IT.require(!hopeless, "%s after it was told", what);
    }

    void polls(long maxWaitNanos) {
        acts("a wait");
        // A try has a deadline, each worker may be asked for the vector and for further tasks, and
        // some may have to come back.
        long rounds = 3 + 2L * subject().workers();
        long oneTry = rounds * Schedule.STEP_NANOS + Schedule.GATHER_NANOS;
        long most =
                decoders.isEmpty()
                        ? 2 * Schedule.GATHER_NANOS
                        : Math.max(1, triesOf(applied).size()) * oneTry;
        Invariant.NEVER_HANGS.require(
                maxWaitNanos > 0
                        && ++polls < MOST_POLLS
                        && elapsedNanos() - sinceNanos <= most + maxWaitNanos,
                "after %d waits a step has taken %d s, and the loop waits for %d ns",
                polls,
                (elapsedNanos() - sinceNanos) / 1_000_000_000L,
                maxWaitNanos);
        current().ifPresent(attendance::waits);
        for (int i = Math.max(0, decoders.size() - 2); i < decoders.size(); i++) {
            requireOnlyLiarsNamed(decoders.get(i));
        }
    }

    private static void requireOnlyLiarsNamed(WitnessedDecoder decoder) {
        Set<Integer> named = decoder.suspects();
        if (!named.isEmpty() && !decoder.liars().containsAll(named)) {
            Invariant.ONLY_LIARS_ARE_NAMED.require(
                    !decoder.isSound(), "%s named, %s lied", named, decoder.liars());
        }
    }

    void asks(Request request) {
        acts("a request");
        attendance.asked(request);
    }

    void replaces(int worker) {
        acts("a replacement");
        attendance.replaced(worker);
    }

    void expels(int worker) {
        acts("an expulsion");
        attendance.expelled(worker);
    }

    void saidThatItIsHopeless() {
        hopeless = true;
    }

    // What the loop does with the code.

    StepDecoder witness(StepDecoder decoder) {
        WitnessedDecoder witnessed =
                new WitnessedDecoder(
                        this, decoder, subject().code().assignment(), attendance.expelled());
        decoders.add(witnessed);
        return witnessed;
    }

    private Optional<WitnessedDecoder> current() {
        return decoders.isEmpty()
                ? Optional.empty()
                : Optional.of(decoders.get(decoders.size() - 1));
    }

    private List<WitnessedDecoder> triesOf(long step) {
        return decoders.stream()
                .filter(decoder -> decoder.truth() != null && decoder.truth().step() == step)
                .toList();
    }

    @Override
    public int memory(int dimension) {
        return 0;
    }

    @Override
    public double learningRate(long step) {
        return RATE;
    }

    @Override
    public void update(long step, Weights weights, float[] gradient, Parallelism threads) {
        WitnessedDecoder decoder = current().orElseThrow();
        Invariant.DECODED_IS_APPLIED.require(
                step == applied
                        && decoder.isDecoded()
                        && Arrays.equals(decoder.gradient(), gradient),
                "step %d: %s",
                step,
                Arrays.toString(gradient));
        Invariant.HONEST_GRADIENT.require(
                !decoder.soundWhenDecoded()
                        || subject().closeness().holds(decoder.truth(), gradient),
                "step %d: %s in place of %s, lies by %s",
                step,
                Arrays.toString(gradient),
                Arrays.toString(decoder.truth().mean()),
                decoder.liars());
        for (int i = 0; i < gradient.length; i++) {
            weights.parameters()[i] -= RATE * gradient[i];
        }
        model = weights.parameters().clone();
        exponents = subject().code().arithmetic().exponentsAfter(gradient.length, gradient);
        applied++;
    }

    // What the loop tells.

    @Override
    public void stepEnded(StepReport report) {
        rows.add(report.step());
        Invariant.RECORDS_ARE_COMPLETE.require(
                report.step() == rows.size(), "the rows are those of the steps %s", rows);
        List<WitnessedDecoder> tries = triesOf(report.step() - 1);
        Set<Integer> lied = new TreeSet<>();
        tries.forEach(decoder -> lied.addAll(decoder.liars()));
        Invariant.ONLY_LIARS_ARE_NAMED.require(
                lied.containsAll(report.suspects())
                        || !tries.stream().allMatch(WitnessedDecoder::isSound),
                "row of step %d names %s, but %s lied",
                report.step(),
                report.suspects(),
                lied);
    }

    @Override
    public void notice(String message) {}

    @Override
    public void save(ModelState state) {
        checkpoints.add(state.step());
        Invariant.RECORDS_ARE_COMPLETE.require(
                state.step() == applied && Arrays.equals(model, state.parameters()),
                "checkpoint of step %d after step %d",
                state.step(),
                applied);
    }

    // How it ends.

    void finished() {
        Invariant.RECORDS_ARE_COMPLETE.require(
                applied == schedule.steps() && rows.size() == applied && checkpointsArePlanned(),
                "%d steps, rows %s, checkpoints %s",
                applied,
                rows,
                checkpoints);
        if (subject().votes()) {
            for (long step = 0; step < applied; step++) {
                List<WitnessedDecoder> tries = triesOf(step);
                int most = tries.get(tries.size() - 1).mostThatDisagree();
                Invariant.BROKEN_VOTES_ARE_TOLD.require(
                        most <= subject().adversaries(),
                        "in step %d, %d members of a group disagreed",
                        step,
                        most);
            }
        }
    }

    private boolean checkpointsArePlanned() {
        List<Long> planned = new ArrayList<>();
        for (long step = 1; step <= applied; step++) {
            if (step % EVAL_FREQ == 0 || step == applied) {
                planned.add(step);
            }
        }
        return planned.equals(checkpoints);
    }

    void failed(String why) {
        Invariant.FAILURES_ARE_NAMED.require(
                hopeless
                        ? why.equals(VirtualNetwork.NO_HOPE)
                        : why.startsWith("step " + (applied + 1) + ": ")
                                || why.startsWith("step " + applied + ": ")
                                || applied == 0 && why.contains("did not join within"),
                "after %d steps: %s",
                applied,
                why);
        Invariant.TRIES_ARE_COUNTED.require(
                !why.endsWith("no answer in time)") || triesOf(applied).size() >= 3,
                "after %d: %s",
                triesOf(applied).size(),
                why);
        Invariant.BEARABLE_RUNS_SUCCEED.require(!schedule.bearable(), "%s", why);
    }
}
