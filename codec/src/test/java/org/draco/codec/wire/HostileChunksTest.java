package org.draco.codec.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.draco.codec.vector.NumberType;
import org.draco.codec.vector.NumberVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Chunks that liars wrote: each ends in a vector or in our own exception, within the stated memory. */
class HostileChunksTest {

    private static final int CHUNK = 256;
    private static final int INDEX = 1;
    private static final int MUTATIONS = 200_000;

    private static final byte UNTOUCHED = 0x33;

    private final VectorChunks chunks =
            new VectorChunks(
                    NumberType.FLOAT32, 3 * CHUNK, new Compression("lz4", 5, "bit", CHUNK));

    /** Numbers of any type whose bytes repeat. */
    private static NumberVector smooth(NumberType type) {
        return filled(type, i -> (byte) (i % type.bytes() == 0 ? i / (16 * type.bytes()) : 0));
    }

    private static NumberVector filled(NumberType type, IntUnaryOperator byteAt) {
        byte[] bytes = new byte[3 * CHUNK * type.bytes()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) byteAt.applyAsInt(i);
        }
        NumberVector vector = type.newVector(3 * CHUNK);
        vector.read(0, 3 * CHUNK, ByteBuffer.wrap(bytes));
        return vector;
    }

    private byte[] packed() {
        byte[] payload = Payloads.of(chunks, smooth(NumberType.FLOAT32), INDEX);
        assertEquals(1, payload[0], "the test needs a Blosc chunk");
        return payload;
    }

    /** Whether it was taken; on refusal the vector must be untouched, and other chunks always. */
    private boolean decodes(byte[] payload, int index) {
        return decodes(chunks, NumberType.FLOAT32, payload, index);
    }

    private static boolean decodes(
            VectorChunks chunks, NumberType type, byte[] payload, int index) {
        NumberVector vector = filled(type, i -> UNTOUCHED);
        boolean taken;
        try {
            Payloads.decode(chunks, payload, index, vector);
            taken = true;
        } catch (MalformedFrameException expected) {
            taken = false;
        }
        byte[] bytes = VectorChunksTest.bytes(vector);
        for (int i = 0; i < bytes.length; i++) {
            if (!taken || i / (CHUNK * type.bytes()) != index) {
                assertEquals(UNTOUCHED, bytes[i]);
            }
        }
        return taken;
    }

    private void assertRefused(byte[] payload, int offset, String... parts) {
        assertTrue(!decodes(payload, INDEX));
        MalformedFrameException e =
                assertThrows(
                        MalformedFrameException.class,
                        () -> Payloads.decode(chunks, payload, INDEX, chunks.newVector()));
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
    void refusesAnotherVersionCodecOrAnUncompressedBuffer() {
        for (int at = 0; at < 2; at++) {
            byte[] payload = packed();
            payload[1 + at]++;
            assertRefused(payload, 1 + at, "ersion");
        }
        for (int codec : new int[] {0, 2, 3, 4, 5, 6, 7}) {
            byte[] payload = packed();
            payload[3] = (byte) (payload[3] & 0x1f | codec << 5);
            assertRefused(payload, 3, "Blosc codec 1, found " + codec);
        }
        for (int flag : new int[] {0x02, 0x08}) {
            byte[] payload = packed();
            payload[3] |= (byte) flag;
            assertRefused(payload, 3, "found " + flag);
        }
    }

    @Test
    void refusesACodecThatIsNotTried() {
        VectorChunks reader =
                new VectorChunks(
                        NumberType.FLOAT32, 3 * CHUNK, new Compression("auto", 5, "bit", CHUNK));
        for (int codec : new int[] {0, 2, 3, 5, 6, 7}) {
            byte[] payload = packed();
            payload[3] = (byte) (payload[3] & 0x1f | codec << 5);
            MalformedFrameException e =
                    assertThrows(
                            MalformedFrameException.class,
                            () -> Payloads.decode(reader, payload, INDEX, reader.newVector()));
            assertTrue(e.getMessage().contains("Blosc codec 1 or 4"), e.getMessage());
        }
    }

    @Test
    void refusesBlocksThatBeginElsewhere() {
        int right = packed().length - 1;
        for (int start : new int[] {0, 16, 19, -1, Integer.MIN_VALUE, right, Integer.MAX_VALUE}) {
            assertRefused(withHeader(16, start), 17, "the start of a block at 20..", "" + start);
        }
    }

    @Test
    void refusesATableOfMoreBlocksThanThereAreBytes() {
        assertRefused(withHeader(8, 1), 17, "a table of 1024 blocks");
    }

    @Test
    void refusesCompressionInAJobWithoutIt() {
        for (Compression none :
                new Compression[] {
                    new Compression("raw", 5, "bit", CHUNK), new Compression("lz4", 0, "bit", CHUNK)
                }) {
            VectorChunks reader = new VectorChunks(NumberType.FLOAT32, 3 * CHUNK, none);
            MalformedFrameException e =
                    assertThrows(
                            MalformedFrameException.class,
                            () -> Payloads.decode(reader, packed(), INDEX, reader.newVector()));
            assertEquals(0, e.offset());
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
        VectorChunks odd =
                new VectorChunks(
                        NumberType.FLOAT32, CHUNK + 1, new Compression("lz4", 5, "bit", CHUNK));
        NumberVector vector = odd.newVector();
        assertThrows(
                MalformedFrameException.class, () -> Payloads.decode(odd, packed(), 1, vector));
        assertThrows(
                MalformedFrameException.class,
                () -> Payloads.decode(odd, new byte[1 + 4 * CHUNK], 1, vector));
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
                    decodes(reader(codec), NumberType.FLOAT32, changed, INDEX);
                }
            }
        }
    }

    private static VectorChunks reader(String codec) {
        return new VectorChunks(
                NumberType.FLOAT32, 3 * CHUNK, new Compression(codec, 5, "byte", CHUNK));
    }

    private static byte[] packedBy(String codec) {
        byte[] payload = Payloads.of(reader(codec), smooth(NumberType.FLOAT32), INDEX);
        assertEquals(1, payload[0], "the test needs a Blosc chunk");
        return payload;
    }

    @ParameterizedTest
    @EnumSource
    void refusesChunksOfAnotherTypeOrSizeForEveryType(NumberType type) {
        Compression zstd = new Compression("zstd", 5, "byte", CHUNK);
        VectorChunks reader = new VectorChunks(type, 3 * CHUNK, zstd);
        byte[] own = Payloads.of(reader, smooth(type), INDEX);
        assertEquals(1, own[0], "the test needs a Blosc chunk");
        assertTrue(decodes(reader, type, own, INDEX));
        for (int length = 0; length < own.length; length++) {
            assertTrue(!decodes(reader, type, Arrays.copyOf(own, length), INDEX), "" + length);
        }
        int raw = 1 + CHUNK * type.bytes();
        assertTrue(decodes(reader, type, new byte[raw], INDEX));
        for (int wrong : new int[] {raw - 1, raw + 1, raw - type.bytes(), raw / 2, 2 * raw}) {
            assertTrue(!decodes(reader, type, new byte[wrong], INDEX), "raw " + wrong);
        }
        for (NumberType other : NumberType.values()) {
            if (other.bytes() != type.bytes()) {
                byte[] foreign =
                        Payloads.of(new VectorChunks(other, 3 * CHUNK, zstd), smooth(other), INDEX);
                assertTrue(!decodes(reader, type, foreign, INDEX), other.toString());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void survivesMutationsForEveryType(NumberType type) {
        long seed = 20260104;
        Random random = new Random(seed);
        VectorChunks reader =
                new VectorChunks(type, 3 * CHUNK, new Compression("lz4", 5, "byte", CHUNK));
        byte[] own = Payloads.of(reader, smooth(type), INDEX);
        int taken = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] mutant = own.clone();
            int from = random.nextInt(4) == 0 ? 0 : 17;
            mutant[from + random.nextInt(mutant.length - from)] = (byte) random.nextInt();
            try {
                taken += decodes(reader, type, mutant, INDEX) ? 1 : 0;
            } catch (RuntimeException | Error e) {
                throw new AssertionError(
                        "seed " + seed + ", " + HexFormat.of().formatHex(mutant), e);
            }
        }
        assertTrue(taken > 200, "only " + taken + " mutants reached the end, seed " + seed);
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
                VectorChunks reader = reader(codecs[i % codecs.length]);
                taken += decodes(reader, NumberType.FLOAT32, mutant, INDEX) ? 1 : 0;
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
        // Beside the chunk: three times the whole vector of the test itself, and small change.
        long bound = 3 * (4L * CHUNK + packed().length) + 3 * 4 * 3 * CHUNK + 16_384;
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
