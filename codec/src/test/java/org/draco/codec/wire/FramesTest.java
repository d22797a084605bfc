package org.draco.codec.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.draco.codec.code.Digest;
import org.draco.codec.vector.FloatVector;
import org.draco.codec.vector.NumberType;
import org.junit.jupiter.api.Test;

/** Messages to bytes and back, and what hostile bytes become. */
class FramesTest {

    private static Message decode(byte[] body) throws MalformedFrameException {
        return Frames.decode(ByteBuffer.wrap(body));
    }

    /** What follows the length field. */
    private static byte[] body(Message message) {
        byte[] frame = Frames.encode(message);
        return Arrays.copyOfRange(frame, Frames.LENGTH_BYTES, frame.length);
    }

    private static String hex(Message message) {
        return HexFormat.of().formatHex(Frames.encode(message));
    }

    private static String hex(int first, int count) {
        return HexFormat.of().formatHex(SampleMessages.bytes(first, count));
    }

    /** Laid out by hand from the format in the class doc. If one of these changes, so must the version. */
    @Test
    void laysMessagesOutAsDocumented() {
        assertEquals(
                "00000022" + "01" + "03" + hex(1, 32),
                hex(new Message.Challenge(SampleMessages.bytes(1, 32))));
        assertEquals(
                "0000004f"
                        + "02"
                        + "03"
                        + "00000008"
                        + "00000005"
                        + hex(20, 32)
                        + hex(100, 32)
                        + "0003"
                        + "6a6f62",
                hex(SampleMessages.hello("job", 8)));
        assertEquals(
                "00000021" + "09" + hex(60, 32),
                hex(new Message.Welcome(SampleMessages.bytes(60, 32))));
        assertEquals(
                "00000025" + "03" + "000693e8" + hex(0x80, 32),
                hex(new Message.Ready(431_080, SampleMessages.digest())));
        assertEquals(
                "00000014" + "04" + "02" + "0000000000000002" + "00000009" + "00000003" + "0405",
                hex(Payloads.chunk(Message.VectorKind.ANSWER, 2, 9, 3, new byte[] {4, 5})));
        String answered =
                "05"
                        + "0000000000000003"
                        + "00000009"
                        + "3e800000"
                        + "000000000000004d"
                        + "0000000000000006";
        assertEquals(
                "00000022" + answered + "00",
                hex(new Message.Answer(3, 9, 0.25f, 77, 6, Optional.empty())));
        assertEquals(
                "00000042" + answered + "01" + hex(0x80, 32),
                hex(new Message.Answer(3, 9, 0.25f, 77, 6, Optional.of(SampleMessages.digest()))));
        assertEquals(
                "0000000d" + "06" + "0000000000000005" + "00000007",
                hex(new Message.SendVector(5, 7)));
        assertEquals("00000005" + "07" + "0002" + "c3bc", hex(new Message.Stop("\u00fc")));
        assertEquals("00000002" + "0a" + "02", hex(new Message.Way(2)));
        assertEquals(
                "0000000d" + "08" + "0000000000000005" + "00000007",
                hex(new Message.ComputeTask(5, 7)));
    }

    @Test
    void numbersTheVectorKindsAsDocumented() {
        Message.VectorKind[] kinds = Message.VectorKind.values();
        assertEquals(3, kinds.length);
        assertEquals(Message.VectorKind.PARAMETERS, kinds[0]);
        assertEquals(Message.VectorKind.EXPONENTS, kinds[1]);
        assertEquals(Message.VectorKind.ANSWER, kinds[2]);
    }

    @Test
    void bringsEveryMessageBack() throws Exception {
        for (Message message : SampleMessages.all()) {
            Message copy = decode(body(message));
            assertEquals(message.getClass(), copy.getClass());
            assertArrayEquals(Frames.encode(message), Frames.encode(copy), message.toString());
        }
    }

    @Test
    void bringsEveryFieldBack() throws Exception {
        Message.Hello hello =
                assertInstanceOf(Message.Hello.class, decode(body(SampleMessages.hello("j", 4))));
        assertEquals("j", hello.job());
        assertEquals(4, hello.rank());
        assertEquals(5, hello.attempt());
        assertArrayEquals(SampleMessages.bytes(20, 32), hello.nonce());
        assertArrayEquals(SampleMessages.bytes(100, 32), hello.proof());
        Message.Chunk chunk =
                assertInstanceOf(
                        Message.Chunk.class,
                        decode(
                                body(
                                        Payloads.chunk(
                                                Message.VectorKind.PARAMETERS,
                                                6,
                                                9,
                                                7,
                                                new byte[] {8}))));
        assertEquals(Message.VectorKind.PARAMETERS, chunk.kind());
        assertEquals(6, chunk.step());
        assertEquals(9, chunk.task());
        assertEquals(7, chunk.index());
        assertEquals(ByteBuffer.wrap(new byte[] {8}), chunk.payload());
        Message.Answer answer =
                new Message.Answer(1, 2, 3, 4, 5, Optional.of(SampleMessages.digest()));
        assertEquals(answer, decode(body(answer)));
        assertEquals(
                new Message.Ready(5, SampleMessages.digest()),
                decode(body(new Message.Ready(5, SampleMessages.digest()))));
        assertEquals(new Message.SendVector(5, 6), decode(body(new Message.SendVector(5, 6))));
        assertEquals(new Message.ComputeTask(5, 6), decode(body(new Message.ComputeTask(5, 6))));
        assertEquals(new Message.Way(255), decode(body(new Message.Way(255))));
        assertEquals(new Message.Stop("why"), decode(body(new Message.Stop("why"))));
    }

    @Test
    void readsFromPositionToLimitInWhateverOrderTheBufferHas() throws Exception {
        byte[] frame = Frames.encode(new Message.SendVector(5, 6));
        ByteBuffer direct = ByteBuffer.allocateDirect(frame.length + 3);
        direct.put(frame).flip();
        direct.position(Frames.LENGTH_BYTES);
        direct.order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(new Message.SendVector(5, 6), Frames.decode(direct));
    }

    @Test
    void refusesEveryTruncation() {
        for (Message message : SampleMessages.all()) {
            byte[] body = body(message);
            int shortest = message instanceof Message.Chunk ? 18 : body.length;
            for (int length = 0; length < shortest; length++) {
                byte[] cut = Arrays.copyOf(body, length);
                MalformedFrameException e =
                        assertThrows(
                                MalformedFrameException.class,
                                () -> decode(cut),
                                () -> message + " cut to " + cut.length);
                assertTrue(e.offset() >= 0 && e.offset() <= length, e.getMessage());
            }
        }
    }

    @Test
    void refusesTrailingBytes() {
        for (Message message : SampleMessages.all()) {
            if (!(message instanceof Message.Chunk)) {
                byte[] longer = Arrays.copyOf(body(message), body(message).length + 1);
                MalformedFrameException e =
                        assertThrows(MalformedFrameException.class, () -> decode(longer));
                assertEquals(longer.length - 1, e.offset());
            }
        }
    }

    /** Whatever a byte is changed to: a message or our own exception, and what decodes can be encoded again. */
    @Test
    void survivesEveryChangeOfEveryByte() {
        int refused = 0;
        int taken = 0;
        for (Message message : SampleMessages.all()) {
            byte[] body = body(message);
            for (int at = 0; at < body.length; at++) {
                for (int value = 0; value < 256; value++) {
                    byte[] changed = body.clone();
                    changed[at] = (byte) value;
                    if (survives(changed)) {
                        taken++;
                    } else {
                        refused++;
                    }
                }
            }
        }
        assertTrue(refused > 1000 && taken > 1000, refused + " refused, " + taken + " taken");
    }

    @Test
    void survivesRandomBytes() {
        long seed = 20260102;
        Random random = new Random(seed);
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[random.nextInt(80)];
            random.nextBytes(bytes);
            if (bytes.length > 0 && random.nextBoolean()) {
                bytes[0] = (byte) random.nextInt(10);
            }
            try {
                survives(bytes);
            } catch (RuntimeException e) {
                throw new AssertionError(
                        "seed " + seed + ", " + HexFormat.of().formatHex(bytes), e);
            }
        }
    }

    /** Whether it is a message. */
    private static boolean survives(byte[] body) {
        try {
            Message message = decode(body);
            int length = Frames.encode(message).length - Frames.LENGTH_BYTES;
            if (!(message instanceof Message.Stop) && !(message instanceof Message.Hello)) {
                assertEquals(body.length, length); // a string's broken UTF-8 may change length
            }
            return true;
        } catch (MalformedFrameException expected) {
            return false;
        }
    }

    @Test
    void refusesAForeignVersionAndNamesBoth() {
        for (Message message :
                new Message[] {
                    new Message.Challenge(new byte[32]), SampleMessages.hello("job", 0)
                }) {
            byte[] body = body(message);
            body[1] = 1;
            MalformedFrameException e =
                    assertThrows(MalformedFrameException.class, () -> decode(body));
            assertEquals(1, e.offset());
            assertEquals(
                    "malformed frame at byte 1: expected protocol version 3, found 1",
                    e.getMessage());
        }
    }

    @Test
    void refusesUnknownTypesKindsAndForms() {
        for (byte type : new byte[] {0, 11, -1, 127, -128}) {
            assertEquals(
                    0,
                    assertThrows(MalformedFrameException.class, () -> decode(new byte[] {type}))
                            .offset());
        }
        byte[] chunk = body(Payloads.chunk(Message.VectorKind.ANSWER, 0, 0, 0, new byte[1]));
        chunk[1] = 3;
        assertEquals(1, assertThrows(MalformedFrameException.class, () -> decode(chunk)).offset());
        byte[] answer = body(new Message.Answer(0, 0, 0, 0, 0, Optional.empty()));
        answer[33] = 2;
        assertEquals(
                33, assertThrows(MalformedFrameException.class, () -> decode(answer)).offset());
    }

    @Test
    void refusesNumbersWithTheTopBitSet() {
        assertNegative(SampleMessages.hello("job", 0), 2);
        assertNegative(SampleMessages.hello("job", 0), 6);
        assertNegative(new Message.Ready(0, SampleMessages.digest()), 1);
        assertNegative(Payloads.chunk(Message.VectorKind.ANSWER, 0, 0, 0, new byte[1]), 2);
        assertNegative(Payloads.chunk(Message.VectorKind.ANSWER, 0, 0, 0, new byte[1]), 10);
        assertNegative(Payloads.chunk(Message.VectorKind.ANSWER, 0, 0, 0, new byte[1]), 14);
        assertNegative(new Message.Answer(0, 0, 0, 0, 0, Optional.empty()), 1);
        assertNegative(new Message.Answer(0, 0, 0, 0, 0, Optional.empty()), 9);
        assertNegative(new Message.Answer(0, 0, 0, 0, 0, Optional.empty()), 17);
        assertNegative(new Message.Answer(0, 0, 0, 0, 0, Optional.empty()), 25);
        assertNegative(new Message.SendVector(0, 0), 1);
        assertNegative(new Message.SendVector(0, 0), 9);
        assertNegative(new Message.ComputeTask(0, 0), 1);
        assertNegative(new Message.ComputeTask(0, 0), 9);
    }

    private static void assertNegative(Message message, int offset) {
        byte[] body = body(message);
        body[offset] = (byte) 0x80;
        MalformedFrameException e = assertThrows(MalformedFrameException.class, () -> decode(body));
        assertEquals(offset, e.offset(), message.toString());
    }

    @Test
    void cutsLongTextsAndRefusesThemFromOthers() throws Exception {
        String text = "x".repeat(5000);
        Message.Stop stop =
                assertInstanceOf(Message.Stop.class, decode(body(new Message.Stop(text))));
        assertEquals("x".repeat(1024), stop.why());

        byte[] tooLong = new byte[3 + 1025];
        ByteBuffer.wrap(tooLong).put((byte) 7).putShort((short) 1025);
        MalformedFrameException e =
                assertThrows(MalformedFrameException.class, () -> decode(tooLong));
        assertEquals(1, e.offset());
        byte[] longest = new byte[3 + 65535];
        ByteBuffer.wrap(longest).put((byte) 7).putShort((short) 65535);
        assertThrows(MalformedFrameException.class, () -> decode(longest));
    }

    @Test
    void cutsLongTextsBetweenCharacters() throws Exception {
        // 2 + 3 n bytes never make 1024, and so the cut falls inside of a character.
        String text = "xy" + "\u4e2d".repeat(1000);
        Message.Stop stop =
                assertInstanceOf(Message.Stop.class, decode(body(new Message.Stop(text))));
        assertEquals("xy" + "\u4e2d".repeat(340), stop.why());
    }

    @Test
    void keepsSmallMessagesBelowTheBoundOfStrangers() {
        for (Message message : SampleMessages.all()) {
            assertTrue(body(message).length <= Frames.MAX_SMALL_FRAME_BYTES);
        }
        assertTrue(
                body(SampleMessages.hello("\u4e2d".repeat(9999), 1)).length
                        <= Frames.MAX_SMALL_FRAME_BYTES);
    }

    @Test
    void boundsMembersFramesByTheirChunks() {
        assertEquals(Frames.MAX_SMALL_FRAME_BYTES, Frames.maxFrameBytes(1));
        assertEquals(18 + 65536, Frames.maxFrameBytes(65536));
        byte[] largest = new byte[65536];
        assertEquals(
                Frames.maxFrameBytes(largest.length),
                body(Payloads.chunk(Message.VectorKind.ANSWER, 0, 0, 0, largest)).length);
    }

    @Test
    void takesNoMoreMemoryThanItsFrame() {
        byte[] hello = body(SampleMessages.hello("job", 0));
        hello[74] = 4; // a text of 1027 bytes, of which 3 are there
        assertTrue(Allocations.bytesOf(() -> survives(hello)) < 16_384);
        byte[] digest =
                body(new Message.Answer(0, 0, 0, 0, 0, Optional.of(Digest.of(new float[1]))));
        assertTrue(Allocations.bytesOf(() -> survives(digest)) < 16_384);
    }

    @Test
    void aVectorsFramesAreThoseOfItsChunks() {
        float[] numbers = new float[300];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i / 7;
        }
        FloatVector vector = new FloatVector(numbers);
        for (String codec : new String[] {"raw", "lz4"}) {
            VectorChunks chunks =
                    new VectorChunks(
                            NumberType.FLOAT32, 300, new Compression(codec, 5, "bit", 128));
            VectorFrames frames = new VectorFrames(Message.VectorKind.ANSWER, 7, 5, chunks, vector);
            assertEquals(3, frames.count());
            for (int index = 0; index < 3; index++) {
                byte[] payload = Payloads.of(chunks, vector, index);
                byte[] expected =
                        Frames.encode(
                                Payloads.chunk(Message.VectorKind.ANSWER, 7, 5, index, payload));
                ByteBuffer target = ByteBuffer.allocate(1 + frames.maxBytes(index)).position(1);
                frames.write(index, target);
                assertEquals(ByteBuffer.wrap(expected), target.flip().position(1), codec);
            }
        }
    }
}
