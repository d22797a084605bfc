package org.draco.codec.wire;

import com.scalableminds.bloscjava.Blosc;
import java.nio.ByteBuffer;
import org.draco.codec.vector.NumberType;
import org.draco.codec.vector.NumberVector;

/**
 * How vectors of one type and length are cut into chunks and a chunk is laid out in bytes.
 *
 * <pre>
 *   payload := encoding:u8 data
 *     0  raw    the chunk's numbers, little-endian
 *     1  blosc  a Blosc 1 buffer of those bytes: version:u8 versionlz:u8 flags:u8 typesize:u8 nbytes:u32le blocksize:u32le
 *               cbytes:u32le, then compressed blocks
 * </pre>
 *
 * Chunk i of a vector of n numbers holds those from {@code i * c} up to {@code min(n, (i + 1) * c)}, where c is the
 * compression's {@code chunkFloats}, so its size is known before it arrives. A chunk that does not get smaller travels raw, and in a job
 * that does not compress every chunk. Blosc's decoder allocates what the header claims, so the header is checked first
 * ({@code BloscHeader}).
 *
 * <p>Immutable and thread-safe.
 */
public final class VectorChunks {

    private static final byte RAW = 0;
    private static final byte BLOSC = 1;

    private final NumberType type;
    private final int vectorLength;
    private final Compression compression;

    /**
     * @param type what the vectors' numbers are
     * @param vectorLength how many numbers a vector has, at least 1
     * @param compression how chunks are cut and compressed; where there are several chunks, their size must suit the type's
     *     alignment
     */
    public VectorChunks(NumberType type, int vectorLength, Compression compression) {
        if (vectorLength < 1) {
            throw new IllegalArgumentException(
                    "vector length: expected at least 1, found " + vectorLength);
        }
        if (vectorLength > compression.chunkFloats()
                && compression.chunkFloats() % type.alignment() != 0) {
            throw new IllegalArgumentException(
                    "wire chunk: expected a multiple of %d for %s, found %d"
                            .formatted(type.alignment(), type, compression.chunkFloats()));
        }
        if (!compression.faults().isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", compression.faults()));
        }
        this.type = type;
        this.vectorLength = vectorLength;
        this.compression = compression;
    }

    /** The largest payload of a chunk: raw, since nothing larger is ever sent. */
    int maxPayloadBytes() {
        return Math.addExact(1, Math.multiplyExact(length(0), type.bytes()));
    }

    /** How many numbers a vector has. */
    public int vectorLength() {
        return vectorLength;
    }

    /** How many bytes a vector takes. */
    public long vectorBytes() {
        return (long) vectorLength * type.bytes();
    }

    /** A vector of zeros of this type and length. */
    NumberVector newVector() {
        return type.newVector(vectorLength);
    }

    /** How many chunks a vector has. */
    public int count() {
        return (int)
                ((vectorLength + (long) compression.chunkFloats() - 1) / compression.chunkFloats());
    }

    /** The place of chunk i's first number. */
    int start(int index) {
        return index * compression.chunkFloats();
    }

    /** How many numbers chunk i has. */
    int length(int index) {
        return Math.min(compression.chunkFloats(), vectorLength - start(index));
    }

    /**
     * The payload of chunk {@code index} of {@code vector}; a new array.
     *
     * @param vector of this type and length; only read
     */
    public byte[] encode(NumberVector vector, int index) {
        byte[] raw = new byte[1 + length(index) * type.bytes()];
        vector.write(start(index), length(index), ByteBuffer.wrap(raw, 1, raw.length - 1));
        raw[0] = RAW;
        if (!compresses()) {
            return raw;
        }
        byte[] packed = compress(raw);
        return packed.length < raw.length ? packed : raw;
    }

    private boolean compresses() {
        return !compression.isRaw() && compression.level() > 0;
    }

    private byte[] compress(byte[] raw) {
        byte[] data = new byte[raw.length - 1];
        System.arraycopy(raw, 1, data, 0, data.length);
        byte[] packed =
                Blosc.compress(
                        data,
                        type.bytes(),
                        compression.bloscCompressor(),
                        compression.level(),
                        compression.bloscShuffle());
        byte[] payload = new byte[packed.length + 1];
        payload[0] = BLOSC;
        System.arraycopy(packed, 0, payload, 1, packed.length);
        return payload;
    }

    /**
     * Puts chunk {@code index} where it belongs in {@code vector}.
     *
     * @param payload hostile bytes
     * @param vector of this type and length; untouched if an exception is thrown
     * @throws MalformedFrameException if the bytes are not a chunk of just this size
     */
    public void decode(byte[] payload, int index, NumberVector vector)
            throws MalformedFrameException {
        if (index < 0 || index >= count()) {
            throw new MalformedFrameException(
                    0, "a chunk index below " + count(), Integer.toString(index));
        }
        int bytes = length(index) * type.bytes();
        if (payload.length < 1) {
            throw new MalformedFrameException(0, "a chunk's encoding", "nothing");
        }
        if (payload[0] == BLOSC && !compresses()) {
            throw new MalformedFrameException(0, "chunk encoding 0 in this job", "1");
        }
        switch (payload[0]) {
            case RAW -> {
                if (payload.length != 1 + bytes) {
                    throw new MalformedFrameException(
                            1, bytes + " raw bytes", (payload.length - 1) + " bytes");
                }
                put(ByteBuffer.wrap(payload, 1, bytes), index, vector);
            }
            case BLOSC -> put(ByteBuffer.wrap(decompress(payload, bytes)), index, vector);
            default ->
                    throw new MalformedFrameException(0, "chunk encoding 0 or 1", "" + payload[0]);
        }
    }

    private void put(ByteBuffer numbers, int index, NumberVector vector) {
        vector.read(start(index), length(index), numbers);
    }

    private byte[] decompress(byte[] payload, int expectedBytes) throws MalformedFrameException {
        byte[] packed = new byte[payload.length - 1];
        System.arraycopy(payload, 1, packed, 0, packed.length);
        BloscHeader.check(packed, type.bytes(), expectedBytes, compression.bloscFormat());
        byte[] data;
        try {
            data = Blosc.decompress(packed);
        } catch (RuntimeException e) {
            throw new MalformedFrameException(
                    1, "a Blosc buffer", "one that does not decompress (" + e.getMessage() + ")");
        }
        if (data == null || data.length != expectedBytes) {
            throw new MalformedFrameException(
                    1,
                    expectedBytes + " bytes",
                    (data == null ? "nothing" : data.length + " bytes"));
        }
        return data;
    }
}
