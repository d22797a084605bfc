package org.draco.am.link;

import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;

/**
 * How many bytes are read from a connection at a time: few of a stranger's, many of a member's. Netty asks a channel's allocator for its handle
 * once, so another allocator would come too late; this one changes its mind. One for each channel, owned by its thread.
 */
final class ReadSize extends DefaultMaxMessagesRecvByteBufAllocator {

    private int bytes;

    /** @param bytes at a time, for now */
    ReadSize(int bytes) {
        this.bytes = bytes;
    }

    /** From the next read on. */
    void grow(int toBytes) {
        bytes = toBytes;
    }

    @Override
    public ExtendedHandle newHandle() {
        return new MaxMessageHandle() {
            @Override
            public int guess() {
                return bytes;
            }
        };
    }
}
