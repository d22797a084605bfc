package org.draco.container.link;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.draco.codec.wire.FrameCutter;
import org.draco.codec.wire.Frames;
import org.draco.codec.wire.MalformedFrameException;

/**
 * Cuts the byte stream into frames, which it passes on as {@link ByteBuffer}s without the length field, to be read before the call
 * returns: later ones are put in the same memory, and where nothing stands between it and the socket, that is where the channel reads to.
 * Owned by its channel's thread.
 */
final class FrameReader extends ChannelInboundHandlerAdapter {

    private ByteBuf memory = Unpooled.EMPTY_BUFFER;
    private FrameCutter frames;

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        take(context.alloc(), Frames.MAX_SMALL_FRAME_BYTES);
        frames = new FrameCutter(cuttersView());
        if (context.pipeline().get(SslHandler.class) == null) {
            context.channel().config().setRecvByteBufAllocator(new StraightReads(this::room));
        }
    }

    /** From the next frame on they may be so long. */
    void allow(int frameBytes) {
        ByteBuf smaller = memory;
        take(smaller.alloc(), frameBytes);
        frames.moveTo(cuttersView());
        smaller.release();
    }

    private void take(ByteBufAllocator from, int frameBytes) {
        int bytes = FrameCutter.memoryBytes(frameBytes);
        memory = from.directBuffer(bytes, bytes);
    }

    private ByteBuffer cuttersView() {
        return memory.nioBuffer(0, memory.capacity());
    }

    /** For the channel to write to and to release. */
    private ByteBuf room() {
        int end = frames.room().position();
        return memory.setIndex(end, end).retain();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message)
            throws MalformedFrameException {
        ByteBuf bytes = (ByteBuf) message;
        try {
            if (bytes == memory) {
                frames.filled(bytes.readableBytes());
                take(context);
            } else {
                copy(context, bytes.nioBuffer());
            }
        } finally {
            bytes.release();
        }
    }

    private void copy(ChannelHandlerContext context, ByteBuffer bytes)
            throws MalformedFrameException {
        while (bytes.hasRemaining()) {
            frames.add(bytes);
            take(context);
        }
    }

    private void take(ChannelHandlerContext context) throws MalformedFrameException {
        for (Optional<ByteBuffer> frame = frames.next(); frame.isPresent(); frame = frames.next()) {
            context.fireChannelRead(frame.get());
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        memory.release();
        memory = Unpooled.EMPTY_BUFFER;
    }
}
