package org.draco.codec.wire;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Cuts a byte stream into frames, as {@link Frames} lays them out.
 *
 * <p>A frame that lies in what is handed in as a whole is not copied. Of one that does not, what is there is kept, in memory that is
 * taken when the frame's length is known and was checked, and is used for the next such frame too. Owned by one thread.
 */
public final class FrameCutter {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final ByteBuffer length = ByteBuffer.allocate(Frames.LENGTH_BYTES);
    private int maxFrameBytes = Frames.MAX_SMALL_FRAME_BYTES;
    private int frameBytes = -1;
    private ByteBuffer kept = NOTHING;

    /** From the next frame on they may be so long, without their length field; at first {@link Frames#MAX_SMALL_FRAME_BYTES}. */
    public void allow(int bytes) {
        maxFrameBytes = bytes;
    }

    /**
     * Takes bytes until a frame is whole, or there are no more.
     *
     * @param bytes from position to limit; what is used is consumed
     * @return the frame without its length field, in memory that is valid until this is called again, or {@code bytes} change; empty if
     *     it takes more bytes
     * @throws MalformedFrameException if a frame is announced that is too long; no memory was taken for it
     */
    public Optional<ByteBuffer> next(ByteBuffer bytes) throws MalformedFrameException {
        if (frameBytes < 0 && !begins(bytes)) {
            return Optional.empty();
        }
        if (kept.position() == 0 && bytes.remaining() >= frameBytes) {
            ByteBuffer frame = bytes.slice(bytes.position(), frameBytes);
            bytes.position(bytes.position() + frameBytes);
            frameBytes = -1;
            return Optional.of(frame);
        }
        keep(bytes);
        if (kept.position() < frameBytes) {
            return Optional.empty();
        }
        ByteBuffer frame = kept.slice(0, frameBytes);
        kept.clear();
        frameBytes = -1;
        return Optional.of(frame);
    }

    private boolean begins(ByteBuffer bytes) throws MalformedFrameException {
        while (length.hasRemaining() && bytes.hasRemaining()) {
            length.put(bytes.get());
        }
        if (length.hasRemaining()) {
            return false;
        }
        int announced = length.flip().getInt();
        length.clear();
        if (announced < 0 || announced > maxFrameBytes) {
            throw new MalformedFrameException(
                    0,
                    "a frame of at most %d bytes".formatted(maxFrameBytes),
                    Integer.toUnsignedString(announced));
        }
        frameBytes = announced;
        return true;
    }

    private void keep(ByteBuffer bytes) {
        if (kept.capacity() < frameBytes) {
            kept = ByteBuffer.allocate(frameBytes);
        }
        int count = Math.min(frameBytes - kept.position(), bytes.remaining());
        kept.put(kept.position(), bytes, bytes.position(), count);
        kept.position(kept.position() + count);
        bytes.position(bytes.position() + count);
    }

    /** Whether a frame has begun and not ended. */
    public boolean isWithinFrame() {
        return frameBytes >= 0 || length.position() > 0;
    }

    /** How many bytes of memory are kept for frames that come in pieces. */
    public int keptBytes() {
        return kept.capacity();
    }
}
