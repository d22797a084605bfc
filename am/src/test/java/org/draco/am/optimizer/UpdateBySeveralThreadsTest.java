package org.draco.am.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Random;
import java.util.stream.Stream;
import org.draco.am.optimizer.SgdMomentum.Momentum;
import org.draco.am.optimizer.SgdMomentum.Place;
import org.draco.am.train.AggregationThreads;
import org.draco.codec.Parallelism;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A model of many slices moves to the same bits whoever moves it, and its statistics not at all. */
class UpdateBySeveralThreadsTest {

    private static final int DIMENSION = 100_003;

    private static final int TRAINED = 90_001;

    static Stream<Optimizer> optimizers() {
        return Stream.concat(
                Stream.of(new Adam(step -> 0.1, 0.9, 0.999, 1e-8, 0.01f)),
                Stream.of(Place.values())
                        .map(
                                place ->
                                        new SgdMomentum(
                                                step -> 0.1,
                                                new Momentum(0.9f, 0.1f, false, place),
                                                0.01f)));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void threadsMakeNoDifference(Optimizer optimizer) {
        Weights alone = weights(optimizer);
        Weights together = weights(optimizer);
        try (AggregationThreads threads = new AggregationThreads(3)) {
            for (int step = 0; step < 3; step++) {
                float[] gradient = random(step);
                optimizer.update(step, alone, gradient, Parallelism.NONE);
                optimizer.update(step, together, gradient, threads);
            }
        }
        assertArrayEquals(alone.parameters(), together.parameters());
        assertArrayEquals(alone.memory(), together.memory());
        float[] first = random(-1);
        for (int i = 0; i < DIMENSION; i++) {
            boolean moved = alone.parameters()[i] != first[i];
            if (moved != i < TRAINED) {
                throw new AssertionError("component " + i + " moved: " + moved);
            }
        }
    }

    private static Weights weights(Optimizer optimizer) {
        return new Weights(random(-1), TRAINED, new float[optimizer.memory(DIMENSION)]);
    }

    private static float[] random(long seed) {
        Random random = new Random(seed);
        float[] values = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
