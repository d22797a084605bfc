package org.draco.codec.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameCutterTest {

    private static final int MOST_BYTES = 5000;

    private final FrameCutter cutter = new FrameCutter();

    private static byte[] frame(int bytes, Random random) {
        ByteBuffer frame = ByteBuffer.allocate(Frames.LENGTH_BYTES + bytes).putInt(bytes);
        byte[] body = new byte[bytes];
        random.nextBytes(body);
        return frame.put(body).array();
    }

    @Test
    void aStreamIsCutIntoItsFramesHoweverItComes() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        cutter.allow(MOST_BYTES);
        List<ByteBuffer> sent = new ArrayList<>();
        ByteBuffer stream = ByteBuffer.allocate(200 * (MOST_BYTES + 4));
        for (int i = 0; i < 200; i++) {
            byte[] frame = frame(random.nextInt(random.nextBoolean() ? 20 : MOST_BYTES), random);
            sent.add(ByteBuffer.wrap(frame, 4, frame.length - 4).slice());
            stream.put(frame);
        }
        stream.flip();
        List<ByteBuffer> found = new ArrayList<>();
        while (stream.hasRemaining()) {
            int count = Math.min(stream.remaining(), random.nextInt(2 * MOST_BYTES));
            ByteBuffer piece = stream.slice(stream.position(), count);
            stream.position(stream.position() + count);
            for (Optional<ByteBuffer> frame = cutter.next(piece);
                    frame.isPresent();
                    frame = cutter.next(piece)) {
                found.add(ByteBuffer.allocate(frame.get().remaining()).put(frame.get()).flip());
            }
            assertFalse(piece.hasRemaining(), "seed " + seed);
        }
        assertEquals(sent, found, "seed " + seed);
        assertFalse(cutter.isWithinFrame());
        assertTrue(cutter.keptBytes() <= MOST_BYTES, "seed " + seed);
    }

    @Test
    void aFrameThatIsThereAsAWholeIsNotCopied() throws Exception {
        byte[] bytes = frame(100, new Random(1));
        ByteBuffer frame = cutter.next(ByteBuffer.wrap(bytes)).orElseThrow();
        bytes[50]++;
        assertEquals(bytes[50], frame.get(46));
        assertEquals(0, cutter.keptBytes());
    }

    @Test
    void memoryIsTakenOnceForFramesThatComeInPieces() throws Exception {
        byte[] bytes = frame(1000, new Random(1));
        ByteBuffer first = null;
        for (int i = 0; i < 3; i++) {
            assertEquals(Optional.empty(), cutter.next(ByteBuffer.wrap(bytes, 0, 500)));
            assertTrue(cutter.isWithinFrame());
            ByteBuffer frame = cutter.next(ByteBuffer.wrap(bytes, 500, 504)).orElseThrow();
            assertEquals(1000, cutter.keptBytes());
            first = first == null ? frame : first;
            assertEquals(first.array(), frame.array(), "the same array");
        }
    }

    @Test
    void aFrameThatIsTooLongIsRefusedBeforeMemoryIsTaken() throws Exception {
        byte[][] lengths = {{0, 0, 0x08, 1}, {0x7f, -1, -1, -1}, {-1, -1, -1, -1}};
        for (byte[] length : lengths) {
            FrameCutter other = new FrameCutter();
            MalformedFrameException refused =
                    assertThrows(
                            MalformedFrameException.class,
                            () -> other.next(ByteBuffer.wrap(length)));
            assertTrue(refused.getMessage().contains("at most 2048"), refused.getMessage());
            assertEquals(0, other.keptBytes());
        }
        assertEquals(2048, cutter.next(ByteBuffer.wrap(frame(2048, new Random(1)))).get().limit());
        cutter.allow(2049);
        assertEquals(2049, cutter.next(ByteBuffer.wrap(frame(2049, new Random(1)))).get().limit());
    }
}
