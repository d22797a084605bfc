package org.draco.codec.wire;

import com.scalableminds.bloscjava.Blosc;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
 * that does not compress every chunk. Each chunk says how it travels, and any of the compression's {@link #ways} is understood. Blosc's decoder allocates what the header claims, so the header is checked first
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
    private final Set<Integer> codecs;

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
        this.codecs =
                compression.ways().stream()
                        .filter(Compression::compresses)
                        .map(Compression::bloscFormat)
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The ways in which a chunk may travel, as {@link Compression#ways}. */
    public List<Compression> ways() {
        return compression.ways();
    }

    /** The largest payload of all chunks. */
    int maxPayloadBytes() {
        return maxPayloadBytes(0);
    }

    /** The largest payload of a chunk: raw, since nothing larger is ever sent. */
    int maxPayloadBytes(int index) {
        return Math.addExact(1, Math.multiplyExact(length(index), type.bytes()));
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
     * Writes the payload of chunk {@code index} of {@code vector}.
     *
     * @param vector of this type and length; only read
     * @param way one of {@link #ways}
     * @param target from its position on, which moves past the payload; with room for the largest
     */
    void encode(NumberVector vector, int index, Compression way, ByteBuffer target) {
        if (way.compresses()) {
            byte[] raw = new byte[length(index) * type.bytes()];
            vector.write(start(index), length(index), ByteBuffer.wrap(raw));
            byte[] packed = compress(raw, way);
            if (packed.length < raw.length) {
                target.put(BLOSC).put(packed);
            } else {
                target.put(RAW).put(raw);
            }
        } else {
            target.put(RAW);
            vector.write(start(index), length(index), target);
        }
    }

    private byte[] compress(byte[] raw, Compression way) {
        return Blosc.compress(
                raw, type.bytes(), way.bloscCompressor(), way.level(), way.bloscShuffle());
    }

    /**
     * Puts chunk {@code index} where it belongs in {@code vector}.
     *
     * @param payload hostile bytes, from position to limit; only read
     * @param vector of this type and length; untouched if an exception is thrown
     * @throws MalformedFrameException if the bytes are not a chunk of just this size
     */
    public void decode(ByteBuffer payload, int index, NumberVector vector)
            throws MalformedFrameException {
        if (index < 0 || index >= count()) {
            throw new MalformedFrameException(
                    0, "a chunk index below " + count(), Integer.toString(index));
        }
        int bytes = length(index) * type.bytes();
        if (!payload.hasRemaining()) {
            throw new MalformedFrameException(0, "a chunk's encoding", "nothing");
        }
        ByteBuffer data = payload.duplicate();
        byte encoding = data.get();
        if (encoding == BLOSC && codecs.isEmpty()) {
            throw new MalformedFrameException(0, "chunk encoding 0 in this job", "1");
        }
        switch (encoding) {
            case RAW -> {
                if (data.remaining() != bytes) {
                    throw new MalformedFrameException(
                            1, bytes + " raw bytes", data.remaining() + " bytes");
                }
                put(data, index, vector);
            }
            case BLOSC -> put(ByteBuffer.wrap(decompress(data, bytes)), index, vector);
            default -> throw new MalformedFrameException(0, "chunk encoding 0 or 1", "" + encoding);
        }
    }

    private void put(ByteBuffer numbers, int index, NumberVector vector) {
        vector.read(start(index), length(index), numbers);
    }

    private byte[] decompress(ByteBuffer buffer, int expectedBytes) throws MalformedFrameException {
        byte[] packed = new byte[buffer.remaining()];
        buffer.get(packed);
        BloscHeader.check(packed, type.bytes(), expectedBytes, codecs);
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
