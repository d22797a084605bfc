package org.draco.am.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.draco.codec.wire.Frames;
import org.draco.codec.wire.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where a channel reads to. */
class FrameReaderTest {

    private static final int LONG_BYTES = 10_000;
    private static final byte[] SMALL = Frames.encode(new Message.SendVector(5, 7));

    private final HeldBytes held = new HeldBytes();
    private final FrameReader reader = new FrameReader(held, 60);
    private final List<ByteBuffer> frames = new ArrayList<>();
    private final EmbeddedChannel channel = new EmbeddedChannel();

    private final class Taker extends SimpleChannelInboundHandler<ByteBuffer> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuffer frame) {
            if (frames.isEmpty()) {
                reader.allow(LONG_BYTES); // in the midst of what came with it
            }
            frames.add(frame);
        }
    }

    private void join() {
        channel.pipeline().addLast(reader, new Taker());
    }

    /** As a channel does before it reads. */
    private ByteBuf room() {
        return channel.unsafe().recvBufAllocHandle().allocate(channel.alloc());
    }

    @AfterEach
    void memoryIsGivenBack() {
        ByteBuf room = room();
        channel.finishAndReleaseAll();
        assertEquals(1, room.refCnt(), "only this test has it");
        room.release();
        assertEquals(0, held.now());
    }

    @Test
    void aFrameIsHandedOnWhereItWasRead() {
        join();
        channel.pipeline().fireChannelRead(room().writeBytes(SMALL));
        ByteBuf room = room();
        int begin = room.writerIndex();
        channel.pipeline().fireChannelRead(room.writeBytes(SMALL));
        int inTheMiddle = begin + Frames.LENGTH_BYTES + 6;
        room.setByte(inTheMiddle, 99);
        assertEquals(2, frames.size());
        assertEquals(99, frames.get(1).get(6));
    }

    @Test
    void whatCameBehindTheFrameThatAllowsLongerOnesIsNotLost() throws Exception {
        join();
        byte[] announced = ByteBuffer.allocate(4).putInt(LONG_BYTES).array();
        channel.pipeline()
                .fireChannelRead(room().writeBytes(SMALL).writeBytes(SMALL).writeBytes(announced));
        assertEquals(2, frames.size());
        assertInstanceOf(Message.SendVector.class, Frames.decode(frames.get(1)));
        channel.pipeline().fireChannelRead(room().writeZero(LONG_BYTES));
        assertEquals(LONG_BYTES, frames.get(2).remaining());
    }

    @Test
    void whatIsEncryptedIsReadElsewhere() throws Exception {
        SslContext tunnel = SslContextBuilder.forClient().build();
        channel.pipeline().addLast(tunnel.newHandler(channel.alloc()));
        join();
        ByteBuf first = room();
        ByteBuf second = room();
        assertNotSame(first, second);
        second.release();
        first.release();
    }

    @Test
    void aReadThatFindsNothingLeavesTheMemoryAsItWas() {
        join();
        ByteBuf first = room();
        first.release();
        ByteBuf second = room();
        assertSame(first, second);
        assertEquals(0, second.readableBytes());
        second.release();
    }
}
