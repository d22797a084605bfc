package org.draco.am.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.draco.codec.wire.FrameCutter;
import org.draco.codec.wire.Frames;
import org.draco.codec.wire.MalformedFrameException;
import org.draco.codec.wire.Message;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A stream of any bytes whatever, in pieces of any size, is cut into the frames that it says, up to the first that is too long.
 *
 * <p>An input's first byte is the size of the pieces.
 */
class FrameReaderFuzzTest {

    private static final int MOST_BYTES = 300;

    /** Longer than a run. */
    private static final int STALL_SECONDS = 1_000_000;

    static Stream<byte[]> samples() {
        byte[] small = Frames.encode(new Message.SendVector(5, 7));
        byte[] long1 = Frames.encode(new Message.Stop("x".repeat(MOST_BYTES - 3)));
        byte[] tooLong = Frames.encode(new Message.Stop("x".repeat(MOST_BYTES - 2)));
        return Stream.of(
                input(1, small, small),
                input(7, small, long1, small),
                input(255, small, tooLong, small),
                input(3, new byte[] {-1, -1, -1, -1, 0}));
    }

    private static byte[] input(int pieceBytes, byte[]... frames) {
        ByteBuffer all = ByteBuffer.allocate(1 + Stream.of(frames).mapToInt(f -> f.length).sum());
        all.put((byte) pieceBytes);
        Stream.of(frames).forEach(all::put);
        return all.array();
    }

    @MethodSource("samples")
    @FuzzTest(maxDuration = "5s")
    void aStreamIsCutIntoTheFramesThatItSays(byte[] input) {
        if (input.length == 0) {
            return;
        }
        byte[] stream = Arrays.copyOfRange(input, 1, input.length);
        List<String> expected = cutByHand(stream);
        List<String> found = cut(stream, Math.max(1, Byte.toUnsignedInt(input[0])));
        assertEquals(expected, found.subList(0, Math.min(expected.size(), found.size())));
        assertEquals(expected.size(), found.size());
    }

    /** Frames in hexadecimal, up to one that is longer than may be. */
    private static List<String> cutByHand(byte[] stream) {
        ByteBuffer in = ByteBuffer.wrap(stream);
        List<String> frames = new ArrayList<>();
        while (in.remaining() >= Frames.LENGTH_BYTES) {
            long length = Integer.toUnsignedLong(in.getInt());
            if (length > MOST_BYTES || length > in.remaining()) {
                break;
            }
            byte[] frame = new byte[(int) length];
            in.get(frame);
            frames.add(HexFormat.of().formatHex(frame));
        }
        return frames;
    }

    private static List<String> cut(byte[] stream, int pieceBytes) {
        HeldBytes held = new HeldBytes();
        FrameReader reader = new FrameReader(held, STALL_SECONDS);
        List<String> frames = new ArrayList<>();
        EmbeddedChannel channel = new EmbeddedChannel(reader, new Taker(frames));
        reader.allow(MOST_BYTES);
        try {
            for (int from = 0; from < stream.length; from += pieceBytes) {
                int count = Math.min(pieceBytes, stream.length - from);
                channel.writeInbound(Unpooled.wrappedBuffer(stream, from, count));
            }
        } catch (Exception refused) {
            assertInstanceOf(MalformedFrameException.class, refused);
        } finally {
            channel.finishAndReleaseAll();
            assertEquals(0, held.now());
            int most = FrameCutter.memoryBytes(Frames.MAX_SMALL_FRAME_BYTES); // a stranger's
            assertTrue(held.most() <= most, held.most() + " bytes were held");
        }
        return frames;
    }

    /** Frames are read where they are: the next is put in the same memory. */
    private static final class Taker extends SimpleChannelInboundHandler<ByteBuffer> {
        private final List<String> frames;

        Taker(List<String> frames) {
            this.frames = frames;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuffer frame) {
            byte[] bytes = new byte[frame.remaining()];
            frame.duplicate().get(bytes);
            frames.add(HexFormat.of().formatHex(bytes));
            decode(frame);
        }
    }

    private static void decode(ByteBuffer frame) {
        try {
            Frames.decode(frame);
        } catch (MalformedFrameException refused) {
            // as good an answer as any
        }
    }
}
