package org.draco.codec.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Chunks that liars wrote: each ends in a vector or in our own exception, within the stated memory. */
class HostileChunksTest {

    private static final int CHUNK = 256;
    private static final int INDEX = 1;
    private static final float UNTOUCHED = 1234.5f;
    private static final int MUTATIONS = 200_000;

    private final VectorChunks chunks =
            new VectorChunks(3 * CHUNK, new Compression("lz4", 5, "bit", CHUNK));

    private static float[] smooth() {
        float[] vector = new float[3 * CHUNK];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = i / 16;
        }
        return vector;
    }

    private byte[] packed() {
        byte[] payload = chunks.encode(smooth(), INDEX);
        assertEquals(1, payload[0], "the test needs a Blosc chunk");
        return payload;
    }

    /** Whether it was taken; on refusal the vector must be untouched, and other chunks always. */
    private boolean decodes(byte[] payload, int index) {
        float[] vector = new float[3 * CHUNK];
        Arrays.fill(vector, UNTOUCHED);
        boolean taken;
        try {
            chunks.decode(payload, index, vector);
            taken = true;
        } catch (MalformedFrameException expected) {
            taken = false;
        }
        for (int i = 0; i < vector.length; i++) {
            if (!taken || i / CHUNK != index) {
                assertEquals(UNTOUCHED, vector[i]);
            }
        }
        return taken;
    }

    private void assertRefused(byte[] payload, int offset, String... parts) {
        assertTrue(!decodes(payload, INDEX));
        MalformedFrameException e =
                assertThrows(
                        MalformedFrameException.class,
                        () -> chunks.decode(payload, INDEX, new float[3 * CHUNK]));
        assertEquals(offset, e.offset(), e.getMessage());
        for (String part : parts) {
            assertTrue(e.getMessage().contains(part), e.getMessage());
        }
    }

    private byte[] withHeader(int offset, int value) {
        byte[] payload = packed();
        ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN).putInt(1 + offset, value);
        return payload;
    }

    @Test
    void refusesAHeaderThatClaimsAnotherSize() {
        for (int claimed : new int[] {0, -1, 1, 4 * CHUNK - 1, 4 * CHUNK + 1, Integer.MAX_VALUE}) {
            assertRefused(withHeader(4, claimed), 5, "uncompressed bytes 1024", "found " + claimed);
        }
    }

    @Test
    void refusesAHeaderThatClaimsOtherCompressedBytes() {
        int right = packed().length - 1;
        for (int claimed : new int[] {0, -1, 16, right - 1, right + 1, Integer.MAX_VALUE}) {
            assertRefused(withHeader(12, claimed), 13, "compressed bytes " + right);
        }
    }

    @Test
    void refusesAnImpossibleBlockSize() {
        for (int claimed : new int[] {0, -1, Integer.MIN_VALUE, 4 * CHUNK + 1, Integer.MAX_VALUE}) {
            assertRefused(withHeader(8, claimed), 9, "block size", "found " + claimed);
        }
    }

    @Test
    void refusesAnotherTypeSize() {
        for (byte size : new byte[] {0, 1, 2, 8, -1}) {
            byte[] payload = packed();
            payload[4] = size;
            assertRefused(payload, 4, "type size 4");
        }
    }

    @Test
    void refusesEveryTruncation() {
        byte[] packed = packed();
        for (int length = 0; length < packed.length; length++) {
            assertTrue(!decodes(Arrays.copyOf(packed, length), INDEX), "length " + length);
        }
        byte[] raw = new byte[1 + 4 * CHUNK];
        for (int length = 0; length < raw.length; length++) {
            assertTrue(!decodes(Arrays.copyOf(raw, length), INDEX), "length " + length);
        }
        assertTrue(decodes(raw, INDEX));
        assertTrue(!decodes(Arrays.copyOf(raw, raw.length + 1), INDEX));
    }

    @Test
    void refusesUnknownEncodings() {
        for (int encoding = 2; encoding < 256; encoding++) {
            byte[] payload = packed();
            payload[0] = (byte) encoding;
            assertRefused(payload, 0, "encoding 0 or 1");
        }
    }

    @Test
    void refusesIndicesThatDoNotExist() {
        for (int index : new int[] {3, -1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            assertTrue(!decodes(packed(), index), "index " + index);
        }
    }

    /** The last chunk is shorter: a full one in its place is refused. */
    @Test
    void refusesAFullChunkInThePlaceOfAShortOne() {
        VectorChunks odd = new VectorChunks(CHUNK + 1, new Compression("lz4", 5, "bit", CHUNK));
        float[] vector = new float[CHUNK + 1];
        assertThrows(MalformedFrameException.class, () -> odd.decode(packed(), 1, vector));
        assertThrows(
                MalformedFrameException.class,
                () -> odd.decode(new byte[1 + 4 * CHUNK], 1, vector));
    }

    /** Every byte of the header, and of the block table behind it, takes every value. */
    @Test
    void survivesEveryChangeOfEveryHeaderByte() {
        for (String codec : new String[] {"blosclz", "lz4", "lz4hc", "zlib", "zstd"}) {
            byte[] packed = packedBy(codec);
            for (int at = 0; at < Math.min(packed.length, 40); at++) {
                for (int value = 0; value < 256; value++) {
                    byte[] changed = packed.clone();
                    changed[at] = (byte) value;
                    decodes(changed, INDEX);
                }
            }
        }
    }

    private static byte[] packedBy(String codec) {
        byte[] payload =
                new VectorChunks(3 * CHUNK, new Compression(codec, 5, "byte", CHUNK))
                        .encode(smooth(), INDEX);
        assertEquals(1, payload[0], "the test needs a Blosc chunk");
        return payload;
    }

    /** A crash of the native decoder takes this whole JVM with it. */
    @Test
    void survivesRandomMutations() {
        long seed = 20260103;
        System.out.println("HostileChunksTest: seed " + seed);
        Random random = new Random(seed);
        String[] codecs = {"blosclz", "lz4", "lz4hc", "zlib", "zstd"};
        byte[][] originals = Arrays.stream(codecs).map(c -> packedBy(c)).toArray(byte[][]::new);
        int taken = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] mutant = originals[i % originals.length].clone();
            for (int changes = 1 + random.nextInt(6); changes > 0; changes--) {
                // The header is left alone in three of four, so that the compressed blocks are
                // reached.
                int from = random.nextInt(4) == 0 ? 1 : 17;
                mutant[from + random.nextInt(mutant.length - from)] = (byte) random.nextInt();
            }
            if (random.nextInt(8) == 0) {
                mutant = Arrays.copyOf(mutant, 17 + random.nextInt(2 * mutant.length));
                ByteBuffer.wrap(mutant)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(13, mutant.length - 1);
            }
            try {
                taken += decodes(mutant, INDEX) ? 1 : 0;
            } catch (RuntimeException | Error e) {
                throw new AssertionError(
                        "seed " + seed + ", " + HexFormat.of().formatHex(mutant), e);
            }
        }
        assertTrue(taken > MUTATIONS / 100, "only " + taken + " mutants reached the end");
    }

    /** The copy that the native decoder wants, its result and small change; whatever the header claims. */
    @Test
    void takesNoMoreMemoryThanTheChunkItExpects() {
        long bound = 3 * (4L * CHUNK + packed().length) + 4 * 3 * CHUNK + 16_384;
        byte[][] hostile = {
            withHeader(4, Integer.MAX_VALUE),
            withHeader(8, Integer.MAX_VALUE),
            withHeader(12, Integer.MAX_VALUE),
            packed()
        };
        for (byte[] payload : hostile) {
            long taken = Allocations.bytesOf(() -> decodes(payload, INDEX));
            assertTrue(taken <= bound, taken + " bytes, bound " + bound);
        }
    }
}
