package org.draco.codec.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a stranger answers to the challenge: it is let in if its proof is that of the secret over all that it says, and not
 * else. With an odd first byte the proof is made right, so that both ends are reached.
 */
class HandshakeFuzzTest {

    private static final byte[] SECRET = SampleMessages.bytes(1, Handshake.SECRET_BYTES);
    private static final byte[] NONCE = SampleMessages.bytes(50, Handshake.NONCE_BYTES);

    static Stream<byte[]> samples() {
        return Stream.of(0, 1)
                .map(
                        first -> {
                            byte[] frame = Frames.encode(SampleMessages.hello("job-1", 8));
                            byte[] input =
                                    Arrays.copyOfRange(
                                            frame, Frames.LENGTH_BYTES - 1, frame.length);
                            input[0] = first.byteValue();
                            return input;
                        });
    }

    @MethodSource("samples")
    @FuzzTest(maxDuration = "5s")
    void onlyTheBearerOfTheSecretIsLetIn(byte[] input) {
        if (input.length == 0) {
            return;
        }
        try {
            Message message = Frames.decode(ByteBuffer.wrap(input, 1, input.length - 1));
            if (message instanceof Message.Hello hello) {
                answer(hello, (input[0] & 1) == 1);
            }
        } catch (MalformedFrameException refused) {
            // as good an answer as any
        }
    }

    private static void answer(Message.Hello said, boolean provenRight) {
        Handshake asServer = Handshake.answering(NONCE, said);
        byte[] right = asServer.hello(SECRET).proof();
        Message.Hello hello =
                new Message.Hello(
                        said.job(),
                        said.rank(),
                        said.attempt(),
                        said.nonce(),
                        provenRight ? right.clone() : said.proof());
        boolean expected = provenRight || Arrays.equals(said.proof(), right);
        assertEquals(expected, asServer.isProvenBy(hello, SECRET));
        byte[] other = SECRET.clone();
        other[0] ^= 1;
        assertEquals(
                Arrays.equals(hello.proof(), asServer.hello(other).proof()),
                asServer.isProvenBy(hello, other));
    }
}
