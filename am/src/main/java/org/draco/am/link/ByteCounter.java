package org.draco.am.link;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what goes over a connection. */
final class ByteCounter extends ChannelDuplexHandler {

    private final AtomicLong in;
    private final AtomicLong out;

    ByteCounter(AtomicLong in, AtomicLong out) {
        this.in = in;
        this.out = out;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        in.addAndGet(((ByteBuf) message).readableBytes());
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        out.addAndGet(((ByteBuf) message).readableBytes());
        context.write(message, promise);
    }
}
