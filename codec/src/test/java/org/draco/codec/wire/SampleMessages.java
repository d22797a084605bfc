package org.draco.codec.wire;

import java.util.List;
import java.util.Optional;
import org.draco.codec.code.Digest;

/** One message of each kind and shape. */
final class SampleMessages {

    private SampleMessages() {}

    /** {@code count} bytes that all differ: first, first + 1, ... */
    static byte[] bytes(int first, int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (first + i);
        }
        return bytes;
    }

    static Digest digest() {
        return Digest.ofBytes(bytes(0x80, Digest.BYTES));
    }

    static Message.Hello hello(String job, int rank) {
        return new Message.Hello(
                job, rank, 5, bytes(20, Handshake.NONCE_BYTES), bytes(100, Handshake.PROOF_BYTES));
    }

    static List<Message> all() {
        return List.of(
                new Message.Challenge(bytes(1, Handshake.NONCE_BYTES)),
                hello("job-1", 8),
                new Message.Hello(
                        "",
                        Integer.MAX_VALUE,
                        Integer.MAX_VALUE,
                        bytes(0, Handshake.NONCE_BYTES),
                        bytes(0, Handshake.PROOF_BYTES)),
                new Message.Welcome(bytes(60, Handshake.PROOF_BYTES)),
                new Message.Ready(431_080, digest()),
                Payloads.chunk(Message.VectorKind.PARAMETERS, 0, 0, 0, new byte[0]),
                Payloads.chunk(Message.VectorKind.EXPONENTS, 1, 0, 2, bytes(3, 9)),
                Payloads.chunk(
                        Message.VectorKind.ANSWER,
                        Long.MAX_VALUE,
                        Integer.MAX_VALUE,
                        Integer.MAX_VALUE,
                        bytes(7, 40)),
                new Message.Answer(3, 9, 0.25f, 77, 6, Optional.empty()),
                new Message.Answer(
                        0,
                        Integer.MAX_VALUE,
                        Float.NaN,
                        Long.MAX_VALUE,
                        Long.MAX_VALUE,
                        Optional.of(digest())),
                new Message.SendVector(5, 7),
                new Message.ComputeTask(5, 7),
                new Message.Stop("training is over: \u00fc \u4e2d \ud83d\ude00"),
                new Message.Way(2),
                new Message.Stop(""));
    }
}
