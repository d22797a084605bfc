package org.draco.codec.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.draco.codec.vector.NumberType;
import org.draco.codec.vector.NumberVector;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes whatever are a chunk or refused, in the memory of that chunk; a refused one leaves the vector as it was, and a crash of
 * Blosc's native decoder ends this JVM.
 *
 * <p>An input's first byte says of which vector, and whether the Blosc header is made right, since few are by chance.
 */
class VectorChunksFuzzTest {

    private static final int CHUNK = 256;
    private static final int NUMBERS = 2 * CHUNK + 6;
    private static final byte UNTOUCHED = 0x33;
    private static final int HEADER_MADE_RIGHT = 0x80;
    private static final int LAST = 0x40;
    private static final long ALLOWANCE = 1 << 16;

    static Stream<byte[]> samples() {
        return Stream.of("raw", "lz4", "zstd", "blosclz", "zlib")
                .flatMap(
                        codec ->
                                Stream.of(NumberType.values())
                                        .flatMap(
                                                type ->
                                                        Stream.of(0, LAST)
                                                                .map(
                                                                        at ->
                                                                                sample(
                                                                                        codec, type,
                                                                                        at))));
    }

    private static byte[] sample(String codec, NumberType type, int at) {
        VectorChunks chunks =
                new VectorChunks(type, NUMBERS, new Compression(codec, 5, "byte", CHUNK));
        byte[] payload = chunks.encode(filled(type, (byte) 0), at == LAST ? 2 : 1);
        byte[] input = new byte[payload.length + 1];
        input[0] = (byte) (at | type.ordinal());
        System.arraycopy(payload, 0, input, 1, payload.length);
        return input;
    }

    private static NumberVector filled(NumberType type, byte value) {
        byte[] bytes = new byte[NUMBERS * type.bytes()];
        Arrays.fill(bytes, value);
        NumberVector vector = type.newVector(NUMBERS);
        vector.read(0, NUMBERS, ByteBuffer.wrap(bytes));
        return vector;
    }

    private static byte[] bytes(NumberVector vector, NumberType type, int from, int count) {
        byte[] bytes = new byte[count * type.bytes()];
        vector.write(from, count, ByteBuffer.wrap(bytes));
        return bytes;
    }

    @MethodSource("samples")
    @FuzzTest(maxDuration = "5s")
    void aChunkIsTakenOrRefused(byte[] input) throws MalformedFrameException {
        if (input.length == 0) {
            return;
        }
        NumberType type = NumberType.values()[(input[0] & 0x3F) % NumberType.values().length];
        VectorChunks chunks =
                new VectorChunks(type, NUMBERS, new Compression("lz4", 5, "byte", CHUNK));
        int index = (input[0] & LAST) == 0 ? 1 : 2;
        byte[] payload = Arrays.copyOfRange(input, 1, input.length);
        int expected = chunks.length(index) * type.bytes();
        if ((input[0] & HEADER_MADE_RIGHT) != 0 && payload.length > 16) {
            makeRight(payload, type, expected);
        }
        Allocations.requireAtMost(
                ALLOWANCE + 3L * payload.length + 3L * expected + NUMBERS * 64L,
                () -> decoded(chunks, type, payload, index));
        Optional<NumberVector> taken = decoded(chunks, type, payload, index);
        if (taken.isPresent()) {
            NumberVector again = filled(type, UNTOUCHED);
            chunks.decode(chunks.encode(taken.get(), index), index, again);
            assertArrayEquals(bytes(taken.get(), type, 0, NUMBERS), bytes(again, type, 0, NUMBERS));
        }
    }

    private static void makeRight(byte[] payload, NumberType type, int expected) {
        ByteBuffer header = ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN);
        header.put(0, (byte) 1).put(4, (byte) type.bytes()).putInt(5, expected);
        header.putInt(9, 1 + Math.floorMod(header.getInt(9) - 1, expected));
        header.putInt(13, payload.length - 1);
    }

    /** Empty if it was refused, which must leave all of the vector as it was; else the rest of it. */
    private static Optional<NumberVector> decoded(
            VectorChunks chunks, NumberType type, byte[] payload, int index) {
        NumberVector vector = filled(type, UNTOUCHED);
        byte[] before = bytes(vector, type, 0, NUMBERS);
        boolean taken;
        try {
            chunks.decode(payload, index, vector);
            taken = true;
        } catch (MalformedFrameException refused) {
            taken = false;
        }
        byte[] after = bytes(vector, type, 0, NUMBERS);
        int from = taken ? chunks.start(index) * type.bytes() : NUMBERS * type.bytes();
        int to = from + (taken ? chunks.length(index) * type.bytes() : 0);
        assertEquals(-1, Arrays.mismatch(before, 0, from, after, 0, from));
        assertEquals(-1, Arrays.mismatch(before, to, before.length, after, to, after.length));
        return taken ? Optional.of(vector) : Optional.empty();
    }
}
