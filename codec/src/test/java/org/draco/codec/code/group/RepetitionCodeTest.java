package org.draco.codec.code.group;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.draco.codec.code.Assignment;
import org.draco.codec.code.Decoding;
import org.draco.codec.code.Digest;
import org.draco.codec.code.FloatArithmetic;
import org.draco.codec.code.Request;
import org.draco.codec.code.StepDecoder;
import org.draco.codec.vector.FloatVector;
import org.junit.jupiter.api.Test;

/** The repetition code's own properties, beyond the contract. */
class RepetitionCodeTest {

    private static RepetitionCode code(int workers, int groupSize, int adversaries) {
        return new RepetitionCode(workers, groupSize, adversaries, new FloatArithmetic());
    }

    private static Digest digest(float... vector) {
        return Digest.of(vector);
    }

    private static StepDecoder ofTwoGroups() {
        return code(6, 3, 1).newDecoder(1, new int[0]);
    }

    @Test
    void givesNeighboursTheSameBatch() {
        Assignment assignment = code(9, 3, 1).assignment();
        assertEquals(3, assignment.batches());
        for (int worker = 0; worker < 9; worker++) {
            assertEquals(worker / 3, assignment.taskOf(worker));
            assertArrayEquals(new int[] {worker / 3}, assignment.batchesOf(worker / 3));
        }
    }

    @Test
    void fetchesOneGradientOfEachGroup() {
        StepDecoder decoder = ofTwoGroups();
        for (int worker = 0; worker < 6; worker++) {
            decoder.onDigest(worker, worker / 3, digest(worker / 3));
        }
        assertEquals(
                List.of(new Request.SendVector(0, 0), new Request.SendVector(3, 1)),
                decoder.takeRequests());
    }

    @Test
    void averagesTheGroups() {
        StepDecoder decoder = ofTwoGroups();
        for (int worker = 0; worker < 6; worker++) {
            decoder.onDigest(worker, worker / 3, digest(worker / 3 == 0 ? 2f : 5f));
        }
        decoder.onVector(0, 0, new FloatVector(new float[] {2}));
        decoder.onVector(3, 1, new FloatVector(new float[] {5}));
        float[] mean = assertInstanceOf(Decoding.Decoded.class, decoder.decoding()).gradient();
        assertArrayEquals(new float[] {3.5f}, mean);
    }

    @Test
    void saysThatAGroupIsBrokenEvenWhileAnotherStillWaits() {
        StepDecoder decoder = ofTwoGroups();
        decoder.onDigest(3, 1, digest(1));
        decoder.onDigest(4, 1, digest(2));
        decoder.onDigest(5, 1, digest(3));
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
        decoder.onDigest(3, 1, digest(1));
        decoder.onDigest(4, 1, digest(2));
        decoder.onDigest(5, 1, digest(3));
        assertInstanceOf(Decoding.Undecodable.class, decoder.decoding());
    }

    @Test
    void turnsUndecodableAfterItHasDecoded() {
        StepDecoder decoder = code(4, 4, 1).newDecoder(1, new int[0]);
        decoder.onDigest(0, 0, digest(7));
        decoder.onDigest(1, 0, digest(7));
        decoder.onVector(0, 0, new FloatVector(new float[] {7}));
        assertInstanceOf(Decoding.Decoded.class, decoder.decoding());
        decoder.onDigest(2, 0, digest(8));
        decoder.onDigest(3, 0, digest(9));
        assertInstanceOf(Decoding.Undecodable.class, decoder.decoding());
    }

    /** The guarantee's edge: what two of three agree on counts as true, and nothing in the answers could say otherwise. */
    @Test
    void followsMoreLiarsThanDeclaredWhenTheyAgree() {
        StepDecoder decoder = code(3, 3, 1).newDecoder(1, new int[0]);
        decoder.onDigest(0, 0, digest(-1));
        decoder.onDigest(2, 0, digest(-1));
        decoder.onVector(0, 0, new FloatVector(new float[] {-1}));
        decoder.onDigest(1, 0, digest(1));
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
                assertThrows(IllegalArgumentException.class, () -> code(workers, groupSize, s))
                        .getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
    }
}
