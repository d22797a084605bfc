package org.draco.am.link;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import java.util.function.Supplier;

/** Has a channel read to where its frames are cut, rather than to memory that they would be copied from. One for each channel, owned by its thread. */
final class StraightReads extends DefaultMaxMessagesRecvByteBufAllocator {

    /** Before other channels of the thread have their turn: Netty's own number. */
    private static final int READS_IN_A_GO = 16;

    private final Supplier<ByteBuf> room;

    /** @param room asked before each read for a buffer to write to, which the channel passes on or releases */
    StraightReads(Supplier<ByteBuf> room) {
        super(READS_IN_A_GO);
        this.room = room;
    }

    @Override
    public ExtendedHandle newHandle() {
        return new MaxMessageHandle() {
            @Override
            public ByteBuf allocate(ByteBufAllocator unused) {
                return room.get();
            }

            @Override
            public int guess() {
                throw new UnsupportedOperationException("what is read to is there already");
            }
        };
    }
}
