package org.draco.am.link;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.draco.codec.wire.Frames;
import org.draco.codec.wire.MalformedFrameException;

/**
 * Cuts the byte stream into frames, which it passes on as {@link ByteBuffer}s without the length field.
 *
 * <p>It holds one unfinished frame, of a length that was checked before memory was taken, and that for a limited time: who
 * begins a frame must end it. Owned by its channel's thread.
 */
final class FrameReader extends ChannelInboundHandlerAdapter {

    private final HeldBytes held;
    private final int stallSeconds;
    private final ByteBuffer length = ByteBuffer.allocate(Frames.LENGTH_BYTES);
    private int maxFrameBytes = Frames.MAX_SMALL_FRAME_BYTES;
    private ByteBuffer frame;
    private ScheduledFuture<?> deadline;

    FrameReader(HeldBytes held, int stallSeconds) {
        this.held = held;
        this.stallSeconds = stallSeconds;
    }

    /** From the next frame on they may be so long. */
    void allow(int frameBytes) {
        maxFrameBytes = frameBytes;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            // What comes in one go with the bytes that end the connection is not heard.
            while (bytes.isReadable() && context.channel().isActive()) {
                take(context, bytes);
            }
            watch(context);
        } finally {
            bytes.release();
        }
    }

    private void take(ChannelHandlerContext context, ByteBuf bytes) {
        if (frame == null) {
            fill(length, bytes);
            if (length.hasRemaining()) {
                return;
            }
            begin();
        }
        fill(frame, bytes);
        if (!frame.hasRemaining()) {
            ByteBuffer whole = frame.flip();
            forget();
            context.fireChannelRead(whole);
        }
    }

    private static void fill(ByteBuffer target, ByteBuf source) {
        int count = Math.min(target.remaining(), source.readableBytes());
        source.readBytes(target.limit(target.position() + count));
        target.limit(target.capacity());
    }

    private void begin() {
        int bytes = length.flip().getInt();
        length.clear();
        if (bytes < 0 || bytes > maxFrameBytes) {
            throw new TooLongFrameException(
                    "a frame of %s bytes, at most %d are taken"
                            .formatted(Integer.toUnsignedString(bytes), maxFrameBytes));
        }
        frame = ByteBuffer.allocate(bytes);
        held.add(bytes);
    }

    private void watch(ChannelHandlerContext context) {
        boolean begun = frame != null || length.position() > 0;
        if (begun && deadline == null) {
            deadline =
                    context.executor()
                            .schedule(() -> stalled(context), stallSeconds, TimeUnit.SECONDS);
        }
    }

    private void forget() {
        if (frame != null) {
            held.add(-frame.capacity());
            frame = null;
        }
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    private void stalled(ChannelHandlerContext context) {
        context.fireExceptionCaught(
                new MalformedFrameException(
                        0, "the end of a frame within " + stallSeconds + " s", "none"));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        forget();
        context.fireChannelInactive();
    }
}
