package org.draco.codec.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import org.draco.codec.vector.NumberType;
import org.draco.codec.vector.NumberVector;

/**
 * What a fuzzer's bytes make of a chunk. By chance next to no bytes pass the check of Blosc's header, so most inputs are made to
 * pass it, and meet the native decoder.
 *
 * <pre>
 *   input    := shape:u8 settings:u8 rest
 *   shape    := form:2 place:1 type:2, from the fourth bit down
 *   settings := codec + 5 * (shuffle + 3 * (content + 4 * level))
 *     form 0  rest is the payload
 *     form 1  rest is the payload, its header and block table made right; zeros follow where it is shorter than these
 *     form 2  a chunk that we compress so, changed: rest := length:u8 edit*    edit := at:u16le value:u8
 *     form 3  the same, longer or shorter by what length says, its header and block table made right
 * </pre>
 *
 * @param reader who expects chunks of these settings
 * @param type of the vector
 * @param index which of its chunks this is said to be
 * @param payload the hostile bytes
 */
record FuzzedChunk(VectorChunks reader, NumberType type, int index, byte[] payload) {

    static final int CHUNK = 256;
    static final int NUMBERS = 2 * CHUNK + 6;

    static final int FORMS = 4;
    private static final int MADE_RIGHT = 1;
    private static final int CHANGED_AND_MADE_RIGHT = 3;
    private static final int FORM_SHIFT = 3;
    private static final int LAST = 1 << 2;
    private static final int TYPE_BITS = 3;
    private static final int SETTINGS_AT = 1;
    private static final int REST_AT = 2;
    private static final int EDIT_BYTES = 3;
    private static final int LENGTHS_PER_BYTE = 8;

    private static final String[] CODECS = {"lz4", "zstd", "blosclz", "zlib", "lz4hc"};
    private static final String[] SHUFFLES = {"byte", "bit", "none"};
    private static final int[] LEVELS = {5, 9, 1, 3, 7};
    private static final int CONTENTS = 4;

    /** The encoding, the header, one block's start and a byte of it. */
    private static final int SHORTEST = 1 + 16 + Integer.BYTES + 1;

    /** Empty if there are too few bytes to say anything. */
    static Optional<FuzzedChunk> of(byte[] input) {
        if (input.length < REST_AT) {
            return Optional.empty();
        }
        NumberType type = NumberType.values()[(input[0] & TYPE_BITS) % NumberType.values().length];
        int index = (input[0] & LAST) == 0 ? 1 : 2;
        int form = input[0] >> FORM_SHIFT & FORMS - 1;
        Settings settings = Settings.of(Byte.toUnsignedInt(input[SETTINGS_AT]));
        VectorChunks reader = new VectorChunks(type, NUMBERS, settings.compression());
        byte[] rest = Arrays.copyOfRange(input, REST_AT, input.length);
        boolean repaired = form == MADE_RIGHT || form == CHANGED_AND_MADE_RIGHT;
        byte[] payload =
                form <= MADE_RIGHT
                        ? rest
                        : changed(
                                Payloads.of(reader, settings.vector(type), index),
                                ByteBuffer.wrap(rest).order(ByteOrder.LITTLE_ENDIAN),
                                repaired);
        if (repaired) {
            payload = Arrays.copyOf(payload, Math.max(SHORTEST, payload.length));
            makeRight(payload, type, reader.length(index) * type.bytes(), settings);
        }
        return Optional.of(new FuzzedChunk(reader, type, index, payload));
    }

    private static byte[] changed(byte[] original, ByteBuffer rest, boolean anyLength) {
        int more = rest.hasRemaining() ? rest.get() / LENGTHS_PER_BYTE : 0;
        byte[] payload =
                anyLength ? Arrays.copyOf(original, Math.max(1, original.length + more)) : original;
        while (rest.remaining() >= EDIT_BYTES) {
            payload[Short.toUnsignedInt(rest.getShort()) % payload.length] = rest.get();
        }
        return payload;
    }

    private static void makeRight(
            byte[] payload, NumberType type, int expected, Settings settings) {
        ByteBuffer packed =
                ByteBuffer.wrap(payload, 1, payload.length - 1)
                        .slice()
                        .order(ByteOrder.LITTLE_ENDIAN);
        payload[0] = 1;
        int flags = packed.get(2) & 0x15 | settings.compression().bloscFormat() << 5;
        packed.put(0, (byte) 2).put(1, (byte) 1).put(2, (byte) flags).put(3, (byte) type.bytes());
        packed.putInt(4, expected).putInt(12, packed.capacity());
        int mostBlocks = (packed.capacity() - 16 - 1) / Integer.BYTES;
        int leastSize = (expected + mostBlocks - 1) / mostBlocks;
        int size = packed.getInt(8);
        if (size < leastSize || size > expected) {
            size = leastSize + Math.floorMod(size, expected - leastSize + 1);
            packed.putInt(8, size);
        }
        int blocks = (expected + size - 1) / size;
        int first = 16 + blocks * Integer.BYTES;
        for (int at = 16; at < first; at += Integer.BYTES) {
            int start = packed.getInt(at);
            if (start < first || start >= packed.capacity()) {
                packed.putInt(at, first + Math.floorMod(start, packed.capacity() - first));
            }
        }
    }

    /** The input that is this chunk with nothing changed. */
    static byte[] untouched(int form, NumberType type, boolean last, int settings) {
        byte[] head = {
            (byte) (form << FORM_SHIFT | (last ? LAST : 0) | type.ordinal()), (byte) settings
        };
        if (form > MADE_RIGHT) {
            return Arrays.copyOf(head, head.length + 1);
        }
        Settings own = Settings.of(settings);
        byte[] payload =
                Payloads.of(
                        new VectorChunks(type, NUMBERS, own.compression()),
                        own.vector(type),
                        last ? 2 : 1);
        byte[] input = Arrays.copyOf(head, head.length + payload.length);
        System.arraycopy(payload, 0, input, head.length, payload.length);
        return input;
    }

    /** How a chunk is compressed, and what is in it. */
    private record Settings(Compression compression, int content) {

        static Settings of(int drawn) {
            int shuffles = drawn / CODECS.length;
            int contents = shuffles / SHUFFLES.length;
            int level = LEVELS[contents / CONTENTS % LEVELS.length];
            return new Settings(
                    new Compression(
                            CODECS[drawn % CODECS.length],
                            level,
                            SHUFFLES[shuffles % SHUFFLES.length],
                            CHUNK),
                    contents % CONTENTS);
        }

        /** Numbers that compress, little or much. */
        NumberVector vector(NumberType type) {
            byte[] bytes = new byte[NUMBERS * type.bytes()];
            for (int i = 0; i < bytes.length; i++) {
                int mixed = (i / type.bytes()) * 0x9E3779B1 >>> 24;
                bytes[i] =
                        (byte)
                                switch (content) {
                                    case 0 -> i % type.bytes() == 0 ? i / 64 : 0;
                                    case 1 -> i % type.bytes() < 2 ? mixed : 0x3D;
                                    case 2 -> i % 256 < 160 ? mixed : i % 7;
                                    default -> 0;
                                };
            }
            NumberVector vector = type.newVector(NUMBERS);
            vector.read(0, NUMBERS, ByteBuffer.wrap(bytes));
            return vector;
        }
    }
}
