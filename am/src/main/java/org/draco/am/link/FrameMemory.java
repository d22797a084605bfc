package org.draco.am.link;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;

/**
 * Memory for frames that are sent step by step: what was taken for one step is used again for a later one, as soon as no connection sends from it. So a
 * step takes no memory from the system, which would have to fill it with zeros first. Thread-safe.
 */
final class FrameMemory implements AutoCloseable {

    private static final int OURS_ALONE = 1;

    private final List<ByteBuf> pieces = new ArrayList<>();

    /**
     * An empty buffer with room for so many bytes, the caller's to release.
     *
     * @param bytes at least 1
     */
    synchronized ByteBuf take(int bytes) {
        for (ByteBuf piece : pieces) {
            if (piece.refCnt() == OURS_ALONE && piece.capacity() == bytes) {
                return piece.retain().clear();
            }
        }
        ByteBuf piece = PooledByteBufAllocator.DEFAULT.directBuffer(bytes, bytes);
        pieces.add(piece);
        return piece.retain();
    }

    /** Gives back to the system what nobody uses now. */
    synchronized void giveBackSpare() {
        pieces.removeIf(piece -> piece.refCnt() == OURS_ALONE && piece.release());
    }

    /** Gives all back, as soon as those who use it release it. */
    @Override
    public synchronized void close() {
        pieces.forEach(ByteBuf::release);
        pieces.clear();
    }
}
