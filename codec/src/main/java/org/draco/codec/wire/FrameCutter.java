package org.draco.codec.wire;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Cuts a byte stream into frames, as {@link Frames} lays them out, in memory that it is given.
 *
 * <pre>
 *   | cut | begun, or not looked at | room |
 *   0     begin                     end    capacity
 * </pre>
 *
 * Bytes are read straight to the {@link #room}, and a frame is handed out where it lies. Nothing is copied but the beginning of a frame that would not
 * end within the memory: it is moved to the front. Owned by one thread.
 */
public final class FrameCutter {

    /** Beside the longest frame there is room for what comes before it or after it in one go, which are small frames or a beginning. */
    private static final int BESIDE_BYTES = Frames.LENGTH_BYTES + Frames.MAX_SMALL_FRAME_BYTES;

    private ByteBuffer memory;
    private int begin;
    private int end;

    /**
     * How much memory frames take.
     *
     * @param frameBytes the longest, without its length field
     */
    public static int memoryBytes(int frameBytes) {
        return Math.addExact(BESIDE_BYTES + Frames.LENGTH_BYTES, frameBytes);
    }

    /** @param memory of {@link #memoryBytes} bytes for the longest frame that may come; the cutter's as long as it is used, then its maker's */
    public FrameCutter(ByteBuffer memory) {
        this.memory = memory;
    }

    /**
     * Goes on in other memory. Frames that were handed out stay where they were.
     *
     * @param larger as for the constructor, and no smaller than what it had
     */
    public void moveTo(ByteBuffer larger) {
        larger.put(0, memory, begin, end - begin);
        memory = larger;
        end -= begin;
        begin = 0;
    }

    /**
     * Where the next bytes are to be put, from position to limit; tell {@link #filled} how many were. After {@link #next} has said that there is no frame,
     * there is room for a byte at least. Frames that were handed out are lost.
     */
    public ByteBuffer room() {
        if (begin == end || begin + frameBytesFromBegin() > memory.capacity()) {
            memory.put(0, memory, begin, end - begin);
            end -= begin;
            begin = 0;
        }
        return memory.duplicate().position(end);
    }

    /** The whole frame that has begun, with its length field; the longest that may be, if its length has not come yet. */
    private int frameBytesFromBegin() {
        int announced = end - begin < Frames.LENGTH_BYTES ? longest() : memory.getInt(begin);
        return Frames.LENGTH_BYTES + announced;
    }

    private int longest() {
        return memory.capacity() - Frames.LENGTH_BYTES - BESIDE_BYTES;
    }

    /** So many bytes were put at the beginning of the {@link #room}. */
    public void filled(int bytes) {
        end += bytes;
    }

    /** Copies as many of these bytes as there is {@link #room} for: of those that were read elsewhere. What is used is consumed. */
    public void add(ByteBuffer bytes) {
        ByteBuffer room = room();
        int count = Math.min(room.remaining(), bytes.remaining());
        room.put(room.position(), bytes, bytes.position(), count);
        bytes.position(bytes.position() + count);
        filled(count);
    }

    /**
     * The next frame that is there as a whole.
     *
     * @return it without its length field, in memory that is valid until {@link #room} is called; empty if it takes more bytes
     * @throws MalformedFrameException if a frame is announced that is too long
     */
    public Optional<ByteBuffer> next() throws MalformedFrameException {
        if (end - begin < Frames.LENGTH_BYTES) {
            return Optional.empty();
        }
        int announced = memory.getInt(begin);
        if (announced < 0 || announced > longest()) {
            throw new MalformedFrameException(
                    0,
                    "a frame of at most %d bytes".formatted(longest()),
                    Integer.toUnsignedString(announced));
        }
        int body = begin + Frames.LENGTH_BYTES;
        if (end - body < announced) {
            return Optional.empty();
        }
        begin = body + announced;
        return Optional.of(memory.slice(body, announced));
    }

    /** Whether a frame has begun and not ended. */
    public boolean isWithinFrame() {
        return end > begin;
    }
}
