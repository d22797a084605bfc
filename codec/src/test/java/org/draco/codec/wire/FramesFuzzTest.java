package org.draco.codec.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes whatever are a message or refused, in little memory; a message is written as it was read. */
class FramesFuzzTest {

    private static final long ALLOWANCE = 1 << 16;

    static Stream<byte[]> samples() {
        return SampleMessages.all().stream().map(FramesFuzzTest::body);
    }

    private static byte[] body(Message message) {
        byte[] frame = Frames.encode(message);
        return Arrays.copyOfRange(frame, Frames.LENGTH_BYTES, frame.length);
    }

    @MethodSource("samples")
    @FuzzTest(maxDuration = "5s")
    void aFrameIsAMessageOrIsRefused(byte[] frame) throws MalformedFrameException {
        Allocations.requireAtMost(ALLOWANCE + 8L * frame.length, () -> decoded(frame));
        Optional<Message> message = decoded(frame);
        if (message.isPresent()) {
            byte[] written = body(message.get());
            assertArrayEquals(written, body(Frames.decode(ByteBuffer.wrap(written))));
            if (isUtf8(message.get())) {
                assertArrayEquals(frame, written);
            }
        }
    }

    private static Optional<Message> decoded(byte[] frame) {
        try {
            return Optional.of(Frames.decode(ByteBuffer.wrap(frame)));
        } catch (MalformedFrameException refused) {
            return Optional.empty();
        }
    }

    /** What is not UTF-8 is read as replacement characters, and written so. */
    private static boolean isUtf8(Message message) {
        String text =
                message instanceof Message.Hello hello
                        ? hello.job()
                        : message instanceof Message.Stop stop ? stop.why() : "";
        return text.indexOf('\uFFFD') < 0;
    }
}
