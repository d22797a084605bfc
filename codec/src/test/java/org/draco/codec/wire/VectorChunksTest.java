package org.draco.codec.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.draco.codec.vector.DoubleVector;
import org.draco.codec.vector.FloatVector;
import org.draco.codec.vector.NumberType;
import org.draco.codec.vector.NumberVector;
import org.draco.codec.vector.ResidueVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Vectors of every type to chunks and back. */
class VectorChunksTest {

    private static final int CHUNK = 1000;

    static List<Compression> compressions(int chunkFloats) {
        List<Compression> all = new ArrayList<>();
        all.add(new Compression("raw", 0, "none", chunkFloats));
        for (String codec : new String[] {"blosclz", "lz4", "lz4hc", "zlib", "zstd"}) {
            for (String shuffle : new String[] {"none", "byte", "bit"}) {
                for (int level : new int[] {0, 1, 5, 9}) {
                    all.add(new Compression(codec, level, shuffle, chunkFloats));
                }
            }
        }
        return all;
    }

    /** Bits of every kind: no two alike, NaNs with payloads, both zeros, denormals, what is no residue. */
    private static NumberVector incompressible(NumberType type, int length) {
        byte[] bytes = new byte[length * type.bytes()];
        new Random(length).nextBytes(bytes);
        return ofBytes(type, length, bytes);
    }

    private static NumberVector constant(NumberType type, int length) {
        byte[] bytes = new byte[length * type.bytes()];
        for (int i = 3; i < bytes.length; i += 4) {
            bytes[i] = (byte) 0x80;
        }
        return ofBytes(type, length, bytes);
    }

    private static NumberVector ofBytes(NumberType type, int length, byte[] bytes) {
        NumberVector vector = type.newVector(length);
        vector.read(0, length, ByteBuffer.wrap(bytes));
        return vector;
    }

    static byte[] bytes(NumberVector vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length() * vector.type().bytes());
        vector.write(0, vector.length(), bytes);
        return bytes.array();
    }

    private static void assertComesBack(VectorChunks chunks, NumberVector vector)
            throws MalformedFrameException {
        NumberVector copy = chunks.newVector();
        for (int index = chunks.count() - 1; index >= 0; index--) {
            byte[] payload = Payloads.of(chunks, vector, index);
            assertTrue(payload.length <= chunks.maxPayloadBytes(), () -> payload.length + " bytes");
            Payloads.decode(chunks, payload, index, copy);
        }
        assertEquals(vector.type(), copy.type());
        assertArrayEquals(bytes(vector), bytes(copy));
    }

    @ParameterizedTest
    @EnumSource
    void bringsEveryVectorBackBitForBit(NumberType type) throws Exception {
        int[] sizes = {1, 2, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 7};
        for (Compression compression : compressions(CHUNK)) {
            for (int size : sizes) {
                VectorChunks chunks = new VectorChunks(type, size, compression);
                assertComesBack(chunks, incompressible(type, size));
                assertComesBack(chunks, constant(type, size));
            }
        }
    }

    @Test
    void bringsALenetBack() throws Exception {
        Random random = new Random(1);
        float[] vector = new float[431_080];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        for (String codec : new String[] {"raw", "lz4", "zstd"}) {
            Compression compression = new Compression(codec, 5, "bit", 65536);
            assertComesBack(
                    new VectorChunks(NumberType.FLOAT32, vector.length, compression),
                    new FloatVector(vector));
        }
    }

    @Test
    void cutsAVectorIntoEqualChunksAndARest() {
        Compression lz4 = new Compression("lz4", 5, "bit", 1000);
        assertEquals(1, new VectorChunks(NumberType.FLOAT32, 1, lz4).count());
        assertEquals(1, new VectorChunks(NumberType.FLOAT32, 1000, lz4).count());
        VectorChunks chunks = new VectorChunks(NumberType.FLOAT32, 2001, lz4);
        assertEquals(3, chunks.count());
        assertEquals(2000, chunks.start(2));
        assertEquals(1000, chunks.length(1));
        assertEquals(1, chunks.length(2));
        assertEquals(2001, chunks.vectorLength());
        Compression largest = new Compression("raw", 0, "bit", 1 << 28);
        assertEquals(
                1, new VectorChunks(NumberType.FLOAT32, Integer.MAX_VALUE, largest).count() / 8);
    }

    @ParameterizedTest
    @EnumSource
    void countsInNumbersWhateverTheirSize(NumberType type) {
        Compression raw = new Compression("raw", 0, "none", 100);
        VectorChunks chunks = new VectorChunks(type, 250, raw);
        assertEquals(3, chunks.count());
        assertEquals(50, chunks.length(2));
        assertEquals(1 + 100 * type.bytes(), chunks.maxPayloadBytes());
        assertEquals(1 + 50 * type.bytes(), Payloads.of(chunks, type.newVector(250), 2).length);
    }

    @Test
    void refusesChunksThatNoArrayHolds() {
        Compression largest = new Compression("raw", 0, "bit", 1 << 28);
        VectorChunks doubles = new VectorChunks(NumberType.FLOAT64, 1 << 28, largest);
        assertThrows(ArithmeticException.class, doubles::maxPayloadBytes);
    }

    @Test
    void refusesToCutResiduesInsideOfALane() {
        Compression odd = new Compression("raw", 0, "none", 999);
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new VectorChunks(NumberType.RESIDUE, 1000, odd))
                        .getMessage();
        assertEquals("wire chunk: expected a multiple of 2 for RESIDUE, found 999", message);
        assertEquals(1, new VectorChunks(NumberType.RESIDUE, 999, odd).count());
        assertEquals(2, new VectorChunks(NumberType.FLOAT32, 1000, odd).count());
    }

    @ParameterizedTest
    @EnumSource
    void sendsRawWhatDoesNotGetSmaller(NumberType type) {
        for (Compression compression : compressions(CHUNK)) {
            byte[] payload =
                    Payloads.of(
                            new VectorChunks(type, CHUNK, compression),
                            incompressible(type, CHUNK),
                            0);
            assertEquals(0, payload[0], compression.toString());
            assertEquals(1 + type.bytes() * CHUNK, payload.length);
        }
    }

    @ParameterizedTest
    @EnumSource
    void makesConstantVectorsSmallUnlessToldNotTo(NumberType type) {
        for (Compression compression : compressions(CHUNK)) {
            byte[] payload =
                    Payloads.of(
                            new VectorChunks(type, CHUNK, compression), constant(type, CHUNK), 0);
            boolean packs = compression.compresses();
            assertEquals(packs ? 1 : 0, payload[0], compression.toString());
            assertEquals(packs, payload.length < CHUNK, compression + ": " + payload.length);
        }
    }

    @Test
    void laysRawChunksOutAsDocumented() {
        Compression raw = new Compression("raw", 0, "none", 2);
        assertArrayEquals(
                new byte[] {0, 0, 0, (byte) 0x80, 0x3F, 0, 0, 0, (byte) 0xC0},
                Payloads.of(
                        new VectorChunks(NumberType.FLOAT32, 2, raw),
                        new FloatVector(new float[] {1, -2}),
                        0));
        assertArrayEquals(
                new byte[] {0, 0, 0, 0, 0, 0, 0, (byte) 0xF0, 0x3F},
                Payloads.of(
                        new VectorChunks(NumberType.FLOAT64, 1, raw),
                        new DoubleVector(new double[] {1}),
                        0));
        assertArrayEquals(
                new byte[] {0, 1, 0, 0, 0, -2, -1, -1, 0x7F},
                Payloads.of(
                        new VectorChunks(NumberType.RESIDUE, 2, raw),
                        ResidueVector.of(new int[] {1, 0x7FFFFFFE}),
                        0));
    }

    /** What does not get smaller travels raw. */
    @ParameterizedTest
    @EnumSource
    void readsRawChunksInEveryJob(NumberType type) throws Exception {
        NumberVector vector = constant(type, CHUNK);
        Compression raw = new Compression("raw", 0, "none", CHUNK);
        byte[] payload = Payloads.of(new VectorChunks(type, CHUNK, raw), vector, 0);
        for (Compression compression : compressions(CHUNK)) {
            NumberVector copy = type.newVector(CHUNK);
            Payloads.decode(new VectorChunks(type, CHUNK, compression), payload, 0, copy);
            assertArrayEquals(bytes(vector), bytes(copy));
        }
    }

    @ParameterizedTest
    @EnumSource
    void leavesItsInputUntouched(NumberType type) {
        NumberVector vector = incompressible(type, CHUNK);
        byte[] before = bytes(vector);
        Payloads.of(
                new VectorChunks(type, CHUNK, new Compression("zstd", 5, "byte", CHUNK)),
                vector,
                0);
        assertArrayEquals(before, bytes(vector));
    }

    @Test
    void refusesAnEmptyVector() {
        Compression raw = new Compression("raw", 0, "none", CHUNK);
        for (int length : new int[] {0, -1}) {
            String message =
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> new VectorChunks(NumberType.FLOAT32, length, raw))
                            .getMessage();
            assertTrue(message.contains("found " + length), message);
        }
    }
}
