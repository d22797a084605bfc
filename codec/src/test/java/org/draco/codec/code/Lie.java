package org.draco.codec.code;

import java.util.Arrays;
import java.util.Collections;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.draco.codec.vector.NumberType;
import org.draco.codec.vector.NumberVector;

/** The kinds of fault that every code is tried with, told in the code's own numbers. */
enum Lie {
    /** The answer times -100. */
    REVERSED,
    /** -100 everywhere, from all liars, about every task. */
    CONSTANT,
    /** Any numbers, other ones for each liar. */
    RANDOM,
    /** One more in one component. */
    ONE_UNIT,
    /** The next number in one component. */
    ONE_BIT,
    /** The sign of a zero. */
    NEGATIVE_ZERO,
    /** 1e15 everywhere. */
    HUGE,
    /** NaN in one component; of residues, a number that is none. */
    NOT_A_NUMBER,
    /** Infinity everywhere; of residues, p itself. */
    INFINITE,
    /** One component too few. */
    TOO_SHORT,
    /** One component too many, the others honest. */
    TOO_LONG,
    /** No component. */
    EMPTY,
    /** All liars add the same vector. */
    SAME_VECTOR_ADDED,
    /** All liars add multiples of the same vector. */
    MULTIPLES_ADDED,
    /** All liars send the same answer, about every task. */
    SAME_ANSWER,
    /** What the next honest worker sends. */
    COPIED_NEIGHBOUR,
    /** All liars answer as if all batches were others: the answers of another step. */
    ANOTHER_STEP,
    /** All liars answer as if one batch of the first liar's were another: what just 2s + 1 workers could make true. */
    ANOTHER_BATCH,
    /** One lies; the others are honest about their own tasks, and back the lie when they are asked to settle it. */
    BACKING_THE_FIRST,
    /** One lies; the others are honest about their own tasks, and lost when they are asked for more. */
    DESERTING_WHEN_ASKED,
    /** The honest digest, but another vector when it is asked for. */
    BROKEN_PROMISE,
    /** The honest digest, but a vector of another length. */
    BROKEN_PROMISE_TOO_SHORT,
    /** The honest digest, and lost when asked for the vector. */
    WITHHELD,
    /** The honest answer, followed by others. */
    CONTRADICTING_ITSELF,
    /** A lie, followed by the honest answer. */
    REPENTING,
    /** Lost without a word. */
    SILENT;

    /** Who tells a lie about what, and with whom. */
    record Plot(Scene scene, Set<Integer> liars, long seed) {

        private Random own(int liar, int task) {
            return new Random(Objects.hash(seed, liar, task));
        }

        /** The same for all liars. */
        private Random shared() {
            return new Random(Objects.hash(seed, "shared"));
        }

        private int first() {
            return Collections.min(liars);
        }

        private int place(int liar) {
            return (int) liars.stream().filter(other -> other < liar).count();
        }

        private int neighbour(int liar) {
            int worker = liar;
            do {
                worker = (worker + 1) % scene.workers();
            } while (liars.contains(worker) && worker != liar);
            return worker;
        }
    }

    /** What all workers do when the liars tell this lie and the others are honest. */
    Conduct.OfAll toldBy(Plot plot) {
        return (worker, task) ->
                plot.liars().contains(worker)
                        ? conduct(plot, worker, task)
                        : Conduct.of(plot.scene().honest(task));
    }

    private Conduct conduct(Plot plot, int liar, int task) {
        NumberVector honest = plot.scene().honest(task);
        boolean own = task == plot.scene().taskOf(liar);
        return switch (this) {
            case BROKEN_PROMISE ->
                    Conduct.breakingThePromise(honest, ONE_UNIT.vector(plot, liar, task));
            case BROKEN_PROMISE_TOO_SHORT ->
                    Conduct.breakingThePromise(honest, TOO_SHORT.vector(plot, liar, task));
            case WITHHELD -> Conduct.breakingThePromise(honest, null);
            case CONTRADICTING_ITSELF ->
                    Conduct.of(honest)
                            .followedBy(
                                    CONSTANT.vector(plot, liar, task),
                                    RANDOM.vector(plot, liar, task));
            case REPENTING -> Conduct.of(CONSTANT.vector(plot, liar, task)).followedBy(honest);
            case SILENT -> Conduct.silence();
            case BACKING_THE_FIRST ->
                    own && liar != plot.first()
                            ? Conduct.of(honest)
                            : Conduct.of(SAME_VECTOR_ADDED.vector(plot, liar, task));
            case DESERTING_WHEN_ASKED ->
                    liar == plot.first()
                            ? Conduct.of(RANDOM.vector(plot, liar, task))
                            : own ? Conduct.of(honest) : Conduct.silence();
            default -> Conduct.of(vector(plot, liar, task));
        };
    }

    private NumberVector vector(Plot plot, int liar, int task) {
        Scene scene = plot.scene();
        Random own = plot.own(liar, task);
        NumberVector honest = scene.honest(task);
        NumberType type = honest.type();
        double[] lie = Numbers.of(honest);
        int one = own.nextInt(lie.length);
        switch (this) {
            case REVERSED -> add(lie, lie.clone(), -101);
            case CONSTANT -> Arrays.fill(lie, -100);
            case RANDOM -> lie = Numbers.random(type, lie.length, own);
            case ONE_UNIT -> lie[one] += 1;
            case ONE_BIT -> lie[one] = Numbers.next(type, lie[one]);
            case NEGATIVE_ZERO -> lie[0] = -lie[0];
            case HUGE -> Arrays.fill(lie, 1e15);
            case NOT_A_NUMBER -> lie[one] = Double.NaN;
            case INFINITE -> Arrays.fill(lie, Double.POSITIVE_INFINITY);
            case TOO_SHORT -> lie = Arrays.copyOf(lie, lie.length - 1);
            case TOO_LONG -> lie = Arrays.copyOf(lie, lie.length + 1);
            case EMPTY -> lie = new double[0];
            case SAME_VECTOR_ADDED -> add(lie, Numbers.random(type, lie.length, plot.shared()), 1);
            case MULTIPLES_ADDED -> {
                int place = plot.place(liar);
                int factor = (place + 1) * (place % 2 == 0 ? 1 : -1);
                add(lie, Numbers.random(type, lie.length, plot.shared()), factor);
            }
            case SAME_ANSWER -> lie = Numbers.random(type, lie.length, plot.shared());
            case COPIED_NEIGHBOUR ->
                    lie = Numbers.of(scene.honest(scene.taskOf(plot.neighbour(liar))));
            case ANOTHER_STEP -> {
                return scene.inAnotherStep(task, plot.shared());
            }
            case ANOTHER_BATCH -> {
                int[] held = scene.code.assignment().batchesOf(scene.taskOf(plot.first()));
                Random shared = plot.shared();
                int batch = held[shared.nextInt(held.length)];
                return scene.withAnotherBatch(task, batch, shared);
            }
            default -> throw new AssertionError(this);
        }
        return Numbers.like(type, lie);
    }

    private static void add(double[] target, double[] vector, double factor) {
        for (int i = 0; i < target.length; i++) {
            target[i] += factor * vector[i];
        }
    }
}
