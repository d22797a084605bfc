package org.draco.codec.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Vectors to chunks and back. */
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

    /** Bits of every kind: no two alike, NaNs with payloads, both zeros, denormals. */
    private static float[] incompressible(int length) {
        Random random = new Random(length);
        float[] vector = new float[length];
        for (int i = 0; i < length; i++) {
            vector[i] = Float.intBitsToFloat(random.nextInt());
        }
        return vector;
    }

    private static float[] constant(int length) {
        float[] vector = new float[length];
        Arrays.fill(vector, -0f);
        return vector;
    }

    private static int[] bits(float[] vector) {
        int[] bits = new int[vector.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(vector[i]);
        }
        return bits;
    }

    private static void assertComesBack(VectorChunks chunks, float[] vector)
            throws MalformedFrameException {
        float[] copy = new float[vector.length];
        for (int index = chunks.count() - 1; index >= 0; index--) {
            byte[] payload = chunks.encode(vector, index);
            assertTrue(
                    payload.length <= VectorChunks.maxPayloadBytes(chunks.length(index)),
                    () -> payload.length + " bytes");
            chunks.decode(payload, index, copy);
        }
        assertArrayEquals(bits(vector), bits(copy));
    }

    @Test
    void bringsEveryVectorBackBitForBit() throws Exception {
        int[] sizes = {1, 2, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 7};
        for (Compression compression : compressions(CHUNK)) {
            for (int size : sizes) {
                VectorChunks chunks = new VectorChunks(size, compression);
                assertComesBack(chunks, incompressible(size));
                assertComesBack(chunks, constant(size));
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
            assertComesBack(
                    new VectorChunks(vector.length, new Compression(codec, 5, "bit", 65536)),
                    vector);
        }
    }

    @Test
    void cutsAVectorIntoEqualChunksAndARest() {
        Compression lz4 = new Compression("lz4", 5, "bit", 1000);
        assertEquals(1, new VectorChunks(1, lz4).count());
        assertEquals(1, new VectorChunks(1000, lz4).count());
        VectorChunks chunks = new VectorChunks(2001, lz4);
        assertEquals(3, chunks.count());
        assertEquals(2000, chunks.start(2));
        assertEquals(1000, chunks.length(1));
        assertEquals(1, chunks.length(2));
        assertEquals(2001, chunks.dimension());
        assertEquals(
                1,
                new VectorChunks(Integer.MAX_VALUE, new Compression("raw", 0, "bit", 1 << 28))
                                .count()
                        / 8);
    }

    @Test
    void sendsRawWhatDoesNotGetSmaller() {
        for (Compression compression : compressions(CHUNK)) {
            byte[] payload = new VectorChunks(CHUNK, compression).encode(incompressible(CHUNK), 0);
            assertEquals(0, payload[0], compression.toString());
            assertEquals(1 + 4 * CHUNK, payload.length);
        }
    }

    @Test
    void makesConstantVectorsSmallUnlessToldNotTo() {
        for (Compression compression : compressions(CHUNK)) {
            byte[] payload = new VectorChunks(CHUNK, compression).encode(constant(CHUNK), 0);
            boolean packs = !compression.isRaw() && compression.level() > 0;
            assertEquals(packs ? 1 : 0, payload[0], compression.toString());
            assertEquals(packs, payload.length < CHUNK, compression + ": " + payload.length);
        }
    }

    @Test
    void laysRawChunksOutAsDocumented() {
        byte[] payload =
                new VectorChunks(2, new Compression("raw", 0, "none", 2))
                        .encode(new float[] {1, -2}, 0);
        assertArrayEquals(new byte[] {0, 0, 0, (byte) 0x80, 0x3F, 0, 0, 0, (byte) 0xC0}, payload);
    }

    @Test
    void readsChunksOfAnyCodecWhateverItSendsItself() throws Exception {
        float[] vector = constant(CHUNK);
        VectorChunks reader = new VectorChunks(CHUNK, new Compression("raw", 0, "none", CHUNK));
        for (Compression compression : compressions(CHUNK)) {
            float[] copy = new float[CHUNK];
            reader.decode(new VectorChunks(CHUNK, compression).encode(vector, 0), 0, copy);
            assertArrayEquals(bits(vector), bits(copy));
        }
    }

    @Test
    void leavesItsInputUntouched() {
        float[] vector = incompressible(CHUNK);
        int[] before = bits(vector);
        new VectorChunks(CHUNK, new Compression("zstd", 5, "byte", CHUNK)).encode(vector, 0);
        assertArrayEquals(before, bits(vector));
    }

    @Test
    void refusesAnEmptyVector() {
        Compression raw = new Compression("raw", 0, "none", CHUNK);
        for (int dimension : new int[] {0, -1}) {
            String message =
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> new VectorChunks(dimension, raw))
                            .getMessage();
            assertTrue(message.contains("found " + dimension), message);
        }
    }
}
