package org.draco.am.link;

import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import org.draco.codec.wire.Frames;

/** Cuts the byte stream into frames of at most a given size, without the length field. */
final class FrameDecoder extends LengthFieldBasedFrameDecoder {

    static final String NAME = "frames";

    FrameDecoder(int maxFrameBytes) {
        super(
                Frames.LENGTH_BYTES + maxFrameBytes,
                0,
                Frames.LENGTH_BYTES,
                0,
                Frames.LENGTH_BYTES,
                true);
    }
}
