package org.draco.codec.code;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The repetition code's own properties, beyond the contract. */
class RepetitionCodeTest {

    private static Digest digest(float... vector) {
        return Digest.of(vector);
    }

    private static StepDecoder ofTwoGroups() {
        return new RepetitionCode(6, 3, 1).newDecoder(1);
    }

    @Test
    void givesNeighboursTheSameBatch() {
        Assignment assignment = new RepetitionCode(9, 3, 1).assignment();
        assertEquals(3, assignment.batches());
        assertEquals(1, assignment.gradientsPerWorker());
        for (int worker = 0; worker < 9; worker++) {
            assertArrayEquals(new int[] {worker / 3}, assignment.batchesOf(worker));
        }
    }

    @Test
    void fetchesOneGradientOfEachGroup() {
        StepDecoder decoder = ofTwoGroups();
        for (int worker = 0; worker < 6; worker++) {
            decoder.onDigest(worker, digest(worker / 3));
        }
        assertEquals(List.of(0, 3), decoder.takeRequests());
    }

    @Test
    void averagesTheGroups() {
        StepDecoder decoder = ofTwoGroups();
        for (int worker = 0; worker < 6; worker++) {
            decoder.onDigest(worker, digest(worker / 3 == 0 ? 2f : 5f));
        }
        decoder.onGradient(0, new float[] {2});
        decoder.onGradient(3, new float[] {5});
        float[] mean = assertInstanceOf(Decoding.Decoded.class, decoder.decoding()).gradient();
        assertArrayEquals(new float[] {3.5f}, mean);
    }

    @Test
    void saysThatAGroupIsBrokenEvenWhileAnotherStillWaits() {
        StepDecoder decoder = ofTwoGroups();
        decoder.onDigest(3, digest(1));
        decoder.onDigest(4, digest(2));
        decoder.onDigest(5, digest(3));
        String why = assertInstanceOf(Decoding.Undecodable.class, decoder.decoding()).why();
        assertTrue(why.contains("group 1 (workers 3..5)"), why);
    }

    @Test
    void saysThatAGroupLacksAnswersEvenWhileAnotherStillWaits() {
        StepDecoder decoder = ofTwoGroups();
        decoder.onLost(0);
        decoder.onLost(2);
        Decoding.TooFewAnswers tooFew =
                assertInstanceOf(Decoding.TooFewAnswers.class, decoder.decoding());
        assertEquals(Set.of(0, 2), tooFew.missing());
        assertTrue(tooFew.why().contains("group 0 (workers 0..2)"), tooFew.why());
    }

    @Test
    void weighsABrokenGroupHeavierThanALostOne() {
        StepDecoder decoder = ofTwoGroups();
        decoder.onLost(0);
        decoder.onLost(1);
        decoder.onDigest(3, digest(1));
        decoder.onDigest(4, digest(2));
        decoder.onDigest(5, digest(3));
        assertInstanceOf(Decoding.Undecodable.class, decoder.decoding());
    }

    @Test
    void turnsUndecodableAfterItHasDecoded() {
        StepDecoder decoder = new RepetitionCode(4, 4, 1).newDecoder(1);
        decoder.onDigest(0, digest(7));
        decoder.onDigest(1, digest(7));
        decoder.onGradient(0, new float[] {7});
        assertInstanceOf(Decoding.Decoded.class, decoder.decoding());
        decoder.onDigest(2, digest(8));
        decoder.onDigest(3, digest(9));
        assertInstanceOf(Decoding.Undecodable.class, decoder.decoding());
    }

    /** The guarantee's edge: what two of three agree on counts as true, and nothing in the answers could say otherwise. */
    @Test
    void followsMoreLiarsThanDeclaredWhenTheyAgree() {
        StepDecoder decoder = new RepetitionCode(3, 3, 1).newDecoder(1);
        decoder.onDigest(0, digest(-1));
        decoder.onDigest(2, digest(-1));
        decoder.onGradient(0, new float[] {-1});
        decoder.onDigest(1, digest(1));
        assertInstanceOf(Decoding.Decoded.class, decoder.decoding());
        assertEquals(Set.of(1), decoder.suspects());
    }

    @Test
    void refusesShapesThatCannotBe() {
        assertRefuses(9, 0, 0, "group size", "found 0");
        assertRefuses(9, -3, 0, "group size", "found -3");
        assertRefuses(9, 4, 1, "group size", "9 workers", "found 4");
        assertRefuses(9, 3, 2, "2s < group size 3", "s = 2");
        assertRefuses(9, 3, -1, "2s < group size 3", "s = -1");
        assertRefuses(0, 3, 1, "workers", "found 0");
        assertRefuses(-3, 3, 1, "workers", "found -3");
        assertRefuses(3, 3, 1 << 30, "adversaries");
    }

    private static void assertRefuses(int workers, int groupSize, int s, String... parts) {
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new RepetitionCode(workers, groupSize, s))
                        .getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
    }
}
