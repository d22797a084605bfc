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

    private final byte[] memory = new byte[FrameCutter.memoryBytes(MOST_BYTES)];
    private final FrameCutter cutter = new FrameCutter(ByteBuffer.wrap(memory));

    private static ByteBuffer frame(int bytes, Random random) {
        byte[] body = new byte[bytes];
        random.nextBytes(body);
        return ByteBuffer.allocate(Frames.LENGTH_BYTES + bytes).putInt(bytes).put(body).flip();
    }

    private static ByteBuffer body(ByteBuffer frame) {
        return frame.slice(Frames.LENGTH_BYTES, frame.limit() - Frames.LENGTH_BYTES);
    }

    private static List<ByteBuffer> copiesOfAllIn(FrameCutter cutter) throws Exception {
        List<ByteBuffer> copies = new ArrayList<>();
        for (Optional<ByteBuffer> next = cutter.next(); next.isPresent(); next = cutter.next()) {
            copies.add(ByteBuffer.allocate(next.get().remaining()).put(next.get()).flip());
        }
        return copies;
    }

    /** Read to its room, or copied there, in pieces of any size, and once the memory is changed for another. */
    @Test
    void aStreamIsCutIntoItsFramesHoweverItComes() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<ByteBuffer> sent = new ArrayList<>();
        ByteBuffer stream = ByteBuffer.allocate(400 * (MOST_BYTES + 4));
        for (int i = 0; i < 400; i++) {
            ByteBuffer frame =
                    frame(random.nextInt(random.nextBoolean() ? 20 : MOST_BYTES + 1), random);
            sent.add(body(frame));
            stream.put(frame);
        }
        stream.flip();
        int middle = stream.limit() / 2;
        List<ByteBuffer> found = new ArrayList<>();
        boolean moved = false;
        while (stream.hasRemaining()) {
            if (random.nextBoolean()) {
                ByteBuffer room = cutter.room();
                assertTrue(room.hasRemaining(), "seed " + seed);
                int count =
                        Math.min(
                                stream.remaining(),
                                1 + random.nextInt(Math.min(room.remaining(), 3 * MOST_BYTES)));
                room.put(stream.slice(stream.position(), count));
                stream.position(stream.position() + count);
                cutter.filled(count);
            } else {
                int count = Math.min(stream.remaining(), 1 + random.nextInt(2 * MOST_BYTES));
                ByteBuffer piece = stream.slice(stream.position(), count);
                cutter.add(piece);
                stream.position(stream.position() + piece.position());
            }
            found.addAll(copiesOfAllIn(cutter));
            if (!moved && stream.position() > middle) {
                cutter.moveTo(ByteBuffer.allocate(memory.length + random.nextInt(1000)));
                moved = true;
            }
        }
        assertEquals(sent, found, "seed " + seed);
        assertFalse(cutter.isWithinFrame());
    }

    @Test
    void aFrameIsHandedOutWhereItWasRead() throws Exception {
        ByteBuffer sent = frame(100, new Random(1));
        ByteBuffer room = cutter.room();
        cutter.filled(room.put(sent).position());
        ByteBuffer frame = cutter.next().orElseThrow();
        memory[Frames.LENGTH_BYTES + 50]++;
        assertEquals(memory[Frames.LENGTH_BYTES + 50], frame.get(50));
    }

    /** Of a long frame behind a small one neither is moved, however many pieces it comes in. */
    @Test
    void theLongestFrameStaysWhereItBeganBehindSmallOnes() throws Exception {
        ByteBuffer small = frame(Frames.MAX_SMALL_FRAME_BYTES, new Random(1));
        ByteBuffer longest = frame(MOST_BYTES, new Random(2));
        cutter.add(small);
        ByteBuffer begun = longest.slice(0, 3000);
        cutter.add(begun);
        assertEquals(List.of(body(small)), copiesOfAllIn(cutter));
        assertTrue(cutter.isWithinFrame());
        assertEquals(small.limit() + 3000, cutter.room().position());
        cutter.add(longest.slice(3000, longest.limit() - 3000));
        assertEquals(List.of(body(longest)), copiesOfAllIn(cutter));
    }

    @Test
    void whatWouldNotEndWithinTheMemoryIsMovedToTheFront() throws Exception {
        ByteBuffer longest = frame(MOST_BYTES, new Random(1));
        cutter.add(longest);
        cutter.add(longest.rewind().slice(0, 10));
        assertEquals(1, copiesOfAllIn(cutter).size());
        assertEquals(10, cutter.room().position());
        cutter.add(longest.slice(10, longest.limit() - 10));
        assertEquals(List.of(body(longest)), copiesOfAllIn(cutter));
        assertEquals(0, cutter.room().position(), "nothing is left to keep");
    }

    @Test
    void aFrameThatIsTooLongIsRefused() throws Exception {
        int memoryBytes = FrameCutter.memoryBytes(Frames.MAX_SMALL_FRAME_BYTES);
        byte[][] lengths = {{0, 0, 0x08, 1}, {0x7f, -1, -1, -1}, {-1, -1, -1, -1}};
        for (byte[] length : lengths) {
            FrameCutter other = new FrameCutter(ByteBuffer.allocate(memoryBytes));
            other.add(ByteBuffer.wrap(length));
            MalformedFrameException refused =
                    assertThrows(MalformedFrameException.class, other::next);
            assertTrue(refused.getMessage().contains("at most 2048"), refused.getMessage());
        }
        FrameCutter other = new FrameCutter(ByteBuffer.allocate(memoryBytes));
        other.add(frame(2048, new Random(1)));
        assertEquals(2048, other.next().orElseThrow().limit());
        other.moveTo(ByteBuffer.allocate(FrameCutter.memoryBytes(2049)));
        other.add(frame(2049, new Random(1)));
        assertEquals(2049, other.next().orElseThrow().limit());
    }
}
