package org.draco.am.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import org.junit.jupiter.api.Test;

class ReadSizeTest {

    /** A channel asks for its handle at its first read, when it is a stranger's. */
    @Test
    void aHandleThatWasMadeBeforeGrowsToo() {
        ReadSize reads = new ReadSize(2048);
        RecvByteBufAllocator.ExtendedHandle handle = reads.newHandle();
        assertEquals(2048, capacity(handle));

        reads.grow(1 << 18);

        assertEquals(1 << 18, capacity(handle));
    }

    private static int capacity(RecvByteBufAllocator.ExtendedHandle handle) {
        ByteBuf buffer = handle.allocate(UnpooledByteBufAllocator.DEFAULT);
        try {
            return buffer.capacity();
        } finally {
            buffer.release();
        }
    }
}
