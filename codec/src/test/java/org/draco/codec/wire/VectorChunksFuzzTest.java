package org.draco.codec.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.draco.codec.vector.NumberType;
import org.draco.codec.vector.NumberVector;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes whatever are a chunk or refused, in the memory of that chunk; a refused one leaves the vector as it was, and a crash of
 * Blosc's native decoder ends this JVM. {@link FuzzedChunk} says how bytes become a chunk.
 */
class VectorChunksFuzzTest {

    private static final int NUMBERS = FuzzedChunk.NUMBERS;
    private static final byte UNTOUCHED = 0x33;
    private static final long ALLOWANCE = 1 << 16;

    /** Every codec and shuffle, of each type. */
    private static final int SAMPLED_SETTINGS = 15;

    static Stream<byte[]> samples() {
        return IntStream.range(0, FuzzedChunk.FORMS * SAMPLED_SETTINGS)
                .boxed()
                .flatMap(
                        i ->
                                Stream.of(NumberType.values())
                                        .map(
                                                type ->
                                                        FuzzedChunk.untouched(
                                                                i / SAMPLED_SETTINGS,
                                                                type,
                                                                i % 2 == 0,
                                                                i % SAMPLED_SETTINGS)));
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
        Optional<FuzzedChunk> made = FuzzedChunk.of(input);
        if (made.isEmpty()) {
            return;
        }
        FuzzedChunk chunk = made.get();
        NumberType type = chunk.type();
        int expected = chunk.reader().length(chunk.index()) * type.bytes();
        Allocations.requireAtMost(
                ALLOWANCE + 3L * chunk.payload().length + 3L * expected + NUMBERS * 64L,
                () -> decoded(chunk));
        Optional<NumberVector> taken = decoded(chunk);
        if (taken.isPresent()) {
            NumberVector again = filled(type, UNTOUCHED);
            VectorChunks reader = chunk.reader();
            Payloads.decode(
                    reader, Payloads.of(reader, taken.get(), chunk.index()), chunk.index(), again);
            assertArrayEquals(bytes(taken.get(), type, 0, NUMBERS), bytes(again, type, 0, NUMBERS));
        }
    }

    /** Empty if it was refused, which must leave all of the vector as it was; else the rest of it. */
    private static Optional<NumberVector> decoded(FuzzedChunk chunk) {
        VectorChunks reader = chunk.reader();
        NumberType type = chunk.type();
        int index = chunk.index();
        NumberVector vector = filled(type, UNTOUCHED);
        byte[] before = bytes(vector, type, 0, NUMBERS);
        boolean taken;
        try {
            Payloads.decode(reader, chunk.payload(), index, vector);
            taken = true;
        } catch (MalformedFrameException refused) {
            taken = false;
        }
        byte[] after = bytes(vector, type, 0, NUMBERS);
        int from = taken ? reader.start(index) * type.bytes() : NUMBERS * type.bytes();
        int to = from + (taken ? reader.length(index) * type.bytes() : 0);
        assertEquals(-1, Arrays.mismatch(before, 0, from, after, 0, from));
        assertEquals(-1, Arrays.mismatch(before, to, before.length, after, to, after.length));
        return taken ? Optional.of(vector) : Optional.empty();
    }
}
