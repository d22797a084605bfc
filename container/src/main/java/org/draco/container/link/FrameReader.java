package org.draco.container.link;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.draco.codec.wire.FrameCutter;
import org.draco.codec.wire.MalformedFrameException;

/**
 * Cuts the byte stream into frames, which it passes on as {@link ByteBuffer}s without the length field, to be read before the call
 * returns: the next frame is put in the same memory. Owned by its channel's thread.
 */
final class FrameReader extends ChannelInboundHandlerAdapter {

    private final FrameCutter frames = new FrameCutter();

    /** From the next frame on they may be so long. */
    void allow(int frameBytes) {
        frames.allow(frameBytes);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message)
            throws MalformedFrameException {
        ByteBuf bytes = (ByteBuf) message;
        try {
            ByteBuffer stream = bytes.nioBuffer();
            Optional<ByteBuffer> frame = frames.next(stream);
            while (frame.isPresent()) {
                context.fireChannelRead(frame.get());
                frame = frames.next(stream);
            }
        } finally {
            bytes.release();
        }
    }
}
