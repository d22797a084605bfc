package org.draco.codec.code;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.draco.codec.Parallelism;
import org.draco.codec.code.choice.CodeChoice;
import org.draco.codec.code.choice.GradientCodes;
import org.draco.codec.code.exact.ExactArithmetic;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever works on it, and in whichever order, a step is decoded to the same bits, and the same workers are accused. */
class SeveralThreadsTest {

    private static final long SEED = 20261123;

    /** Of several parts in every code, the last one short. */
    private static final int DIMENSION = 100_003;

    private static final int THREADS = 4;

    /** Threads that touch what is another's meet there only sometimes. */
    private static final int RACES = 10;

    private static void lastFirst(int parts, IntConsumer part) {
        for (int i = parts - 1; i >= 0; i--) {
            part.accept(i);
        }
    }

    /** None begins before all are there. */
    private static void atOnce(int parts, IntConsumer part) {
        AtomicInteger ready = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int first = thread;
                running.add(
                        pool.submit(
                                () -> {
                                    ready.incrementAndGet();
                                    while (ready.get() < THREADS) {
                                        Thread.yield();
                                    }
                                    for (int i = first; i < parts; i += THREADS) {
                                        part.accept(i);
                                    }
                                    return null;
                                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } catch (Exception failed) {
            throw new AssertionError("a part failed", failed);
        } finally {
            pool.shutdownNow();
        }
    }

    /** What was decoded, and who was accused. */
    private record Result(int[] bits, Set<Integer> accused) {}

    static Stream<CodeChoice> codes() {
        return Stream.concat(
                ReusedMemoryTest.codes(), Stream.of(CodeChoice.of("detox", 9, 3, 1, "average")));
    }

    @ParameterizedTest
    @MethodSource("codes")
    void decodeToTheSameBits(CodeChoice choice) {
        for (Lie lie : List.of(Lie.ONE_UNIT, Lie.NOT_A_NUMBER, Lie.SAME_VECTOR_ADDED)) {
            Random random = new Random(SEED);
            Set<Integer> liars =
                    WorkerSets.anywhere(choice.adversaries(), choice.workers(), random);
            String where = "%s, %s lie %s, seed %d".formatted(choice, liars, lie, SEED);
            Scene scene = scene(choice, Parallelism.NONE);
            Result expected = new Result(Numbers.bits(mean(scene)), liars);
            assertSame(expected, play(scene, liars, lie, where), "one thread: " + where);
            assertSame(
                    expected,
                    play(scene(choice, SeveralThreadsTest::lastFirst), liars, lie, where),
                    "the last part first: " + where);
            for (int i = 0; i < RACES; i++) {
                assertSame(
                        expected,
                        play(scene(choice, SeveralThreadsTest::atOnce), liars, lie, where),
                        "several threads: " + where);
            }
        }
    }

    private static void assertSame(Result expected, Result found, String where) {
        assertArrayEquals(expected.bits(), found.bits(), where);
        assertEquals(expected.accused(), found.accused(), where);
    }

    private static Scene scene(CodeChoice choice, Parallelism parallelism) {
        GradientCode code = GradientCodes.create(choice, parallelism);
        return Scene.random(code, DIMENSION, new Random(SEED));
    }

    /** Of all batches, by one thread. */
    private static float[] mean(Scene scene) {
        return scene.code.arithmetic() instanceof ExactArithmetic exact
                ? exact.mean(Arrays.asList(scene.batches), scene.exponents).gradient()
                : SecondOpinion.floatMean(scene.batches);
    }

    private static Result play(Scene scene, Set<Integer> liars, Lie lie, String where) {
        StepPlay play =
                new StepPlay(scene, lie.toldBy(new Lie.Plot(scene, liars, SEED)))
                        .run(new Random(SEED)::nextInt, now -> {});
        var decoded = assertInstanceOf(Decoding.Decoded.class, play.decoder().decoding(), where);
        return new Result(Numbers.bits(decoded.gradient()), play.decoder().suspects());
    }
}
