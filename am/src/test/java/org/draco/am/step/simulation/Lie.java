package org.draco.am.step.simulation;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.draco.am.step.WorkerEvent;
import org.draco.codec.code.AnswerForm;
import org.draco.codec.code.Digest;
import org.draco.codec.code.GradientCode;
import org.draco.codec.vector.FloatVector;
import org.draco.codec.vector.NumberType;
import org.draco.codec.vector.NumberVector;

/** What one liar may say in place of an answer. */
final class Lie {

    /** How many kinds of answers there are. */
    static final int KINDS = 16;

    /** At once, at any time, or just before the step's time is over. */
    static final int DELAYS = 4;

    private final int rank;
    private final Schedule schedule;
    private final Random random;

    /** What it always says, if it has a habit. */
    private final OptionalInt habit;

    private final boolean liesLast;

    Lie(int rank, Schedule schedule, Random random) {
        this.rank = rank;
        this.schedule = schedule;
        this.random = random;
        this.liesLast = random.nextInt(4) == 0;
        OptionalInt own =
                random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt(KINDS));
        this.habit = schedule.plot().map(plot -> OptionalInt.of(plot.kind())).orElse(own);
    }

    private GradientCode code() {
        return schedule.subject().code();
    }

    /**
     * In place of an answer to a task.
     *
     * @param truth of the step
     * @param before of an earlier step, or this one's
     */
    List<WorkerEvent> answer(Truth truth, Truth before, int task) {
        long step = truth.step();
        return switch (habit.orElseGet(() -> random.nextInt(KINDS))) {
            case 0 -> List.of();
            case 1, 13, 14 -> said(step, task, truth.vector(task)); // but for what it says beside
            case 2 -> said(step, task, zeros(truth)); // liars who say this agree
            case 3 -> {
                List<WorkerEvent> both = new ArrayList<>(said(step, task, noise(truth)));
                both.addAll(said(step, task, truth.vector(task)));
                yield both;
            }
            case 4 -> {
                List<WorkerEvent> both = new ArrayList<>(said(step, task, truth.vector(task)));
                both.addAll(said(step, task, noise(truth)));
                yield both;
            }
            case 5 -> said(step, task, before.vector(task)); // stale
            case 6 -> said(anotherStep(step), task, noise(truth));
            case 11 -> {
                List<WorkerEvent> both = new ArrayList<>(said(step, task, noise(truth)));
                both.addAll(
                        said(schedule.lies(rank, step + 1) ? step + 1 : step, task, noise(truth)));
                yield both; // as if it knew the next step
            }
            case 7 -> List.of(arrival(step, task, noise(truth))); // nobody has asked
            case 8 -> said(step, random.nextInt(code().assignment().tasks() + 2) - 1, noise(truth));
            case 9 -> said(step, task, smallest(truth, task));
            case 10 -> List.of(arrival(step, task, misshapen(truth)));
            default -> said(step, task, noise(truth));
        };
    }

    /** In place of a vector whose digest it has sent. */
    List<WorkerEvent> vector(Truth truth, int task) {
        return switch (random.nextInt(5)) {
            case 0 -> List.of();
            case 1 -> List.of(arrival(truth.step(), task, truth.vector(task)));
            case 2 -> List.of(arrival(truth.step(), task, zeros(truth)));
            case 3 -> List.of(arrival(truth.step(), task, misshapen(truth)));
            default -> List.of(arrival(truth.step(), task, noise(truth)));
        };
    }

    /** How long it waits with it. */
    long delayNanos() {
        int delay =
                schedule.plot()
                        .map(Schedule.Plot::delay)
                        .orElseGet(() -> liesLast ? 0 : random.nextInt(DELAYS));
        return switch (delay) {
            case 0 -> Schedule.STEP_NANOS - random.nextLong(Schedule.STEP_NANOS / 16);
            case 1 -> random.nextLong(3 * Schedule.STEP_NANOS / 2);
            default -> 0;
        };
    }

    /** A step near this one in which it is a liar as well: no other is its to lie in. */
    private long anotherStep(long step) {
        long other = step - 2 + random.nextInt(4);
        return schedule.lies(rank, other) ? other : step;
    }

    List<WorkerEvent> said(long step, int task, NumberVector vector) {
        boolean digestFirst = code().answerForm().digestFirst();
        Optional<Digest> digest =
                digestFirst && vector instanceof FloatVector floats
                        ? Optional.of(Digest.of(floats.values()))
                        : Optional.empty();
        WorkerEvent answer =
                new WorkerEvent.Answered(
                        rank, step, task, Float.NaN, -1, Long.MAX_VALUE / 4, digest);
        return digestFirst ? List.of(answer) : List.of(answer, arrival(step, task, vector));
    }

    private WorkerEvent arrival(long step, int task, NumberVector vector) {
        return new WorkerEvent.VectorArrived(rank, step, task, vector);
    }

    private NumberVector zeros(Truth truth) {
        AnswerForm form = code().answerForm();
        return form.numbers().newVector(form.length(truth.dimension()));
    }

    private NumberVector noise(Truth truth) {
        return filled(zeros(truth));
    }

    private NumberVector misshapen(Truth truth) {
        NumberType other = NumberType.values()[random.nextInt(NumberType.values().length)];
        return filled(other.newVector(random.nextInt(2 * truth.dimension() + 2)));
    }

    private NumberVector filled(NumberVector vector) {
        byte[] bytes = new byte[vector.length() * vector.type().bytes()];
        random.nextBytes(bytes);
        vector.read(0, vector.length(), ByteBuffer.wrap(bytes));
        return vector;
    }

    /** Another last bit in one number; where that is no lie, since honest answers are rounded, noise. */
    private NumberVector smallest(Truth truth, int task) {
        return schedule.subject().rounds() ? noise(truth) : nudged(truth.vector(task));
    }

    private NumberVector nudged(NumberVector truth) {
        byte[] bytes = Truth.bytes(truth);
        bytes[random.nextInt(truth.length()) * truth.type().bytes()] ^= 1;
        NumberVector nudged = truth.type().newVector(truth.length());
        nudged.read(0, nudged.length(), ByteBuffer.wrap(bytes));
        return nudged;
    }
}
