package org.draco.am.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.draco.am.optimizer.SgdMomentum.Momentum;
import org.draco.am.optimizer.SgdMomentum.Place;
import org.draco.codec.Parallelism;
import org.junit.jupiter.api.Test;

/** Each place of the momentum by hand, with powers of two, so that every number here is exact. */
class PlacesOfMomentumTest {

    private static SgdMomentum sgd(Momentum momentum, float weightDecay) {
        return new SgdMomentum(step -> step == 0 ? 0.5 : 0.25, momentum, weightDecay);
    }

    private static Weights weights(SgdMomentum sgd) {
        float[] parameters = {1, -1, 100};
        return new Weights(parameters, 2, new float[sgd.memory(3)]);
    }

    @Test
    void theUpdateKeepsAVelocityOfDampenedGradients() {
        SgdMomentum sgd = sgd(new Momentum(0.5f, 0.25f, false, Place.UPDATE), 0);
        Weights weights = weights(sgd);
        sgd.update(0, weights, new float[] {4, -8, 9}, Parallelism.NONE);
        assertArrayEquals(new float[] {3, -6, 0}, weights.memory());
        assertArrayEquals(new float[] {1 - 1.5f, -1 + 3, 100}, weights.parameters());
        sgd.update(1, weights, new float[] {0, 0, 9}, Parallelism.NONE);
        assertArrayEquals(new float[] {1.5f, -3, 0}, weights.memory());
        assertArrayEquals(new float[] {-0.5f - 0.375f, 2 + 0.75f, 100}, weights.parameters());
    }

    @Test
    void theServerRemembersWhatTheRuleMadeAndAddsItToEachAnswer() {
        SgdMomentum sgd = sgd(new Momentum(0.5f, 0.25f, false, Place.SERVER), 0);
        Weights weights = weights(sgd);
        float[] answer = {4, -8, 16};
        sgd.ofAnswers().orElseThrow().apply(answer, new float[] {2, 0, 4});
        assertArrayEquals(new float[] {3 + 1, -6, 12 + 2}, answer);
        sgd.update(0, weights, answer, Parallelism.NONE);
        assertArrayEquals(new float[] {4, -6, 0}, weights.memory());
        assertArrayEquals(new float[] {1 - 2, -1 + 3, 100}, weights.parameters());
    }

    @Test
    void theWorkersVelocityIsNoneOfTheServersBusiness() {
        SgdMomentum sgd = sgd(new Momentum(0.5f, 0.25f, true, Place.WORKER), 0);
        Weights weights = weights(sgd);
        assertEquals(0, weights.memory().length);
        assertSame(weights.parameters(), sgd.lookAhead(0, weights));
        sgd.update(0, weights, new float[] {2, 4, 9}, Parallelism.NONE);
        assertArrayEquals(new float[] {0, -3, 100}, weights.parameters());
        assertEquals(java.util.Optional.empty(), sgd.ofAnswers());
    }

    @Test
    void nesterovLooksWhereTheVelocityAloneWouldLead() {
        for (Place place : new Place[] {Place.UPDATE, Place.SERVER}) {
            SgdMomentum sgd = sgd(new Momentum(0.5f, 0, true, place), 0);
            Weights weights = new Weights(new float[] {1, -1, 100}, 2, new float[] {4, 8, 77});
            assertArrayEquals(new float[] {1 - 0.5f, -1 - 1, 100}, sgd.lookAhead(1, weights));
            assertArrayEquals(new float[] {1, -1, 100}, weights.parameters(), "nothing has moved");
        }
    }

    @Test
    void theWeightDecayIsOutsideOfTheMomentum() {
        SgdMomentum sgd = sgd(new Momentum(0.5f, 0, false, Place.UPDATE), 0.5f);
        Weights weights = weights(sgd);
        sgd.update(0, weights, new float[] {4, -8, 9}, Parallelism.NONE);
        assertArrayEquals(new float[] {4, -8, 0}, weights.memory());
        assertArrayEquals(
                new float[] {1 - 0.5f * 4.5f, -1 + 0.5f * 8.5f, 100}, weights.parameters());
    }
}
