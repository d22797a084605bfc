package org.draco.am.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Set;
import org.draco.codec.code.Decoding;
import org.draco.codec.code.GradientCode;
import org.draco.codec.code.choice.CodeChoice;
import org.draco.codec.code.choice.GradientCodes;
import org.draco.codec.vector.FloatVector;
import org.draco.codec.vector.NumberVector;
import org.junit.jupiter.api.Test;

/** Which vectors a step holds, and for how long. */
class StepCollectionTest {

    private static final int COLLECTIONS = 100;

    private final GradientCode code =
            GradientCodes.create(CodeChoice.of("baseline", 2, 1, 0, "average"));
    private final StepCollection collection =
            new StepCollection(
                    0,
                    code.assignment(),
                    code.newDecoder(1, new int[0]),
                    Set.of(),
                    System::nanoTime);

    private NumberVector arrived(int worker) {
        NumberVector vector = new FloatVector(new float[] {worker});
        collection.accept(new WorkerEvent.VectorArrived(worker, 0, worker, vector));
        return vector;
    }

    @Test
    void givesBackWhatCameWhenTheGradientIsUsed() {
        List<NumberVector> came = List.of(arrived(0), arrived(1), arrived(1));
        assertInstanceOf(Decoding.Decoded.class, collection.decoding());
        assertEquals(came, collection.applied());
    }

    @Test
    void holdsNothingThatComesLater() {
        arrived(0);
        collection.lose(1);
        assertInstanceOf(Decoding.Decoded.class, collection.decoding());
        collection.applied();
        WeakReference<NumberVector> late = new WeakReference<>(arrived(1));
        for (int i = 0; i < COLLECTIONS && late.get() != null; i++) {
            System.gc();
        }
        assertNull(late.get());
        assertEquals(0, collection.unanswered().size());
    }
}
