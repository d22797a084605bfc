package org.draco.am.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.netty.buffer.ByteBuf;
import org.junit.jupiter.api.Test;

class FrameMemoryTest {

    private final FrameMemory memory = new FrameMemory();

    @Test
    void givesTheSameAgainWhenItWasReleased() {
        ByteBuf first = memory.take(100);
        first.writeLong(7);
        first.release();
        ByteBuf second = memory.take(100);
        assertSame(first, second);
        assertEquals(0, second.writerIndex());
    }

    /** A connection that is slow still reads from it. */
    @Test
    void doesNotGiveWhatIsStillSent() {
        ByteBuf first = memory.take(100);
        ByteBuf sent = first.retainedDuplicate();
        first.release();
        assertNotSame(first, memory.take(100));
        sent.release();
        assertSame(first, memory.take(100));
    }

    @Test
    void givesBackWhatNobodyUses() {
        ByteBuf used = memory.take(100);
        ByteBuf spare = memory.take(200);
        spare.release();
        memory.giveBackSpare();
        assertEquals(0, spare.refCnt());
        memory.close();
        assertEquals(1, used.refCnt(), "its user's");
        used.release();
        assertEquals(0, used.refCnt());
    }
}
