package org.draco.am.link;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.draco.codec.wire.FrameCutter;
import org.draco.codec.wire.MalformedFrameException;

/**
 * Cuts the byte stream into frames, which it passes on as {@link ByteBuffer}s without the length field, to be read before the call
 * returns: the next frame is put in the same memory.
 *
 * <p>An unfinished frame is held for a limited time: who begins a frame must end it. Owned by its channel's thread.
 */
final class FrameReader extends ChannelInboundHandlerAdapter {

    private final HeldBytes held;
    private final int stallSeconds;
    private final FrameCutter frames = new FrameCutter();
    private int heldHere;
    private ScheduledFuture<?> deadline;

    FrameReader(HeldBytes held, int stallSeconds) {
        this.held = held;
        this.stallSeconds = stallSeconds;
    }

    /** From the next frame on they may be so long. */
    void allow(int frameBytes) {
        frames.allow(frameBytes);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message)
            throws MalformedFrameException {
        ByteBuf bytes = (ByteBuf) message;
        try {
            take(context, bytes.nioBuffer());
            hold(frames.keptBytes());
            watch(context);
        } finally {
            bytes.release();
        }
    }

    /** What comes in one go with the bytes that end the connection is not heard. */
    private void take(ChannelHandlerContext context, ByteBuffer bytes)
            throws MalformedFrameException {
        while (context.channel().isActive()) {
            Optional<ByteBuffer> frame = frames.next(bytes);
            if (frame.isEmpty()) {
                return;
            }
            ended();
            context.fireChannelRead(frame.get());
        }
    }

    private void hold(int bytes) {
        held.add(bytes - heldHere);
        heldHere = bytes;
    }

    private void watch(ChannelHandlerContext context) {
        if (frames.isWithinFrame() && deadline == null) {
            deadline =
                    context.executor()
                            .schedule(() -> stalled(context), stallSeconds, TimeUnit.SECONDS);
        }
    }

    private void ended() {
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
        ended();
        hold(0);
        context.fireChannelInactive();
    }
}
