package org.draco.codec.wire;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.draco.codec.code.Digest;

/**
 * How a {@link Message} is laid out in bytes. Numbers are big-endian; floats within chunks are {@link VectorChunks}'.
 *
 * <pre>
 *   frame  := length:u32 (bytes that follow) type:u8 body
 *   1 Challenge     version:u8 nonce:32
 *   2 Hello         version:u8 rank:u32 attempt:u32 nonce:32 proof:32 job:string
 *   3 Ready         dimension:u32 digest:32
 *   4 Chunk         kind:u8 (0 parameters, 1 exponents, 2 answer) step:u64 task:u32 index:u32 payload: the rest
 *   5 Answer        step:u64 task:u32 loss:f32 computeNanos:u64 saturated:u64 form:u8 (0 none, 1 digest) [digest:32]
 *   6 SendVector    step:u64 task:u32
 *   7 Stop          why:string
 *   8 ComputeTask   step:u64 task:u32
 *   9 Welcome       proof:32
 *   10 Way          index:u8
 *   string := length:u16 (at most 1024) UTF-8 bytes
 * </pre>
 *
 * A frame is as long as its message and no longer; unsigned numbers use 31 or 63 bits. Stateless and thread-safe.
 */
public final class Frames {

    /** Version of this format; both ends must be of one version, which the first message of each says. */
    public static final int VERSION = 3;

    /** Largest frame (after its length field) before a connection is authenticated, and of all messages but chunks. */
    public static final int MAX_SMALL_FRAME_BYTES = 2048;

    /** Size of the length field. */
    public static final int LENGTH_BYTES = 4;

    /** A chunk's frame without length field and payload. */
    static final int CHUNK_HEADER_BYTES = 18;

    private static final int MAX_STRING_BYTES = 1024;

    private static final byte CHALLENGE = 1;
    private static final byte HELLO = 2;
    private static final byte READY = 3;
    private static final byte CHUNK = 4;
    private static final byte ANSWER = 5;
    private static final byte SEND_VECTOR = 6;
    private static final byte STOP = 7;
    private static final byte COMPUTE_TASK = 8;
    private static final byte WELCOME = 9;
    private static final byte WAY = 10;

    private Frames() {}

    /** Largest frame (after its length field) of an authenticated connection whose vectors are cut so. */
    static int maxFrameBytes(int maxPayloadBytes) {
        return Math.max(MAX_SMALL_FRAME_BYTES, CHUNK_HEADER_BYTES + maxPayloadBytes);
    }

    /** The whole frame, length field included; a new array. */
    public static byte[] encode(Message message) {
        ByteBuffer body = ByteBuffer.allocate(LENGTH_BYTES + sizeOf(message));
        body.putInt(sizeOf(message));
        if (message instanceof Message.Challenge m) {
            body.put(CHALLENGE).put((byte) VERSION).put(m.nonce());
        } else if (message instanceof Message.Hello m) {
            body.put(HELLO).put((byte) VERSION).putInt(m.rank()).putInt(m.attempt());
            body.put(m.nonce()).put(m.proof());
            putString(body, m.job());
        } else if (message instanceof Message.Welcome m) {
            body.put(WELCOME).put(m.proof());
        } else if (message instanceof Message.Ready m) {
            body.put(READY).putInt(m.dimension()).put(m.reference().toBytes());
        } else if (message instanceof Message.Chunk m) {
            putChunkHeader(body, m.kind(), m.step(), m.task(), m.index());
            body.put(m.payload().duplicate());
        } else if (message instanceof Message.Answer m) {
            body.put(ANSWER).putLong(m.step()).putInt(m.task()).putFloat(m.loss());
            body.putLong(m.computeNanos()).putLong(m.saturated());
            body.put((byte) (m.digest().isPresent() ? 1 : 0));
            m.digest().ifPresent(digest -> body.put(digest.toBytes()));
        } else if (message instanceof Message.SendVector m) {
            body.put(SEND_VECTOR).putLong(m.step()).putInt(m.task());
        } else if (message instanceof Message.ComputeTask m) {
            body.put(COMPUTE_TASK).putLong(m.step()).putInt(m.task());
        } else if (message instanceof Message.Way m) {
            body.put(WAY).put((byte) m.index());
        } else if (message instanceof Message.Stop m) {
            body.put(STOP);
            putString(body, m.why());
        } else {
            throw new AssertionError(message);
        }
        return body.array();
    }

    /** What is between the length field and the payload. */
    static void putChunkHeader(
            ByteBuffer body, Message.VectorKind kind, long step, int task, int index) {
        body.put(CHUNK).put((byte) kind.ordinal()).putLong(step).putInt(task).putInt(index);
    }

    private static int sizeOf(Message message) {
        if (message instanceof Message.Challenge m) {
            return 2 + m.nonce().length;
        } else if (message instanceof Message.Hello m) {
            return 10 + m.nonce().length + m.proof().length + sizeOf(m.job());
        } else if (message instanceof Message.Welcome m) {
            return 1 + m.proof().length;
        } else if (message instanceof Message.Ready) {
            return 5 + Digest.BYTES;
        } else if (message instanceof Message.Chunk m) {
            return CHUNK_HEADER_BYTES + m.payload().remaining();
        } else if (message instanceof Message.Answer m) {
            return 34 + (m.digest().isPresent() ? Digest.BYTES : 0);
        } else if (message instanceof Message.SendVector
                || message instanceof Message.ComputeTask) {
            return 13;
        } else if (message instanceof Message.Way) {
            return 2;
        } else if (message instanceof Message.Stop m) {
            return 1 + sizeOf(m.why());
        }
        throw new AssertionError(message);
    }

    private static int sizeOf(String text) {
        return 2 + shortened(text).length;
    }

    private static void putString(ByteBuffer body, String text) {
        byte[] utf8 = shortened(text);
        body.putShort((short) utf8.length).put(utf8);
    }

    private static byte[] shortened(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        int end = Math.min(utf8.length, MAX_STRING_BYTES);
        // Bytes 10xxxxxx go on with a character: it is left out whole.
        while (end < utf8.length && (utf8[end] & 0xC0) == 0x80) {
            end--;
        }
        return Arrays.copyOf(utf8, end);
    }

    /**
     * The message in a frame.
     *
     * @param frame the bytes after the length field, from position to limit, which all must be used; a chunk's payload is a view of them
     * @throws MalformedFrameException for any other bytes whatever
     */
    public static Message decode(ByteBuffer frame) throws MalformedFrameException {
        ByteBuffer in = frame.slice();
        Message message;
        try {
            message = decodeBody(in);
        } catch (BufferUnderflowException e) {
            throw new MalformedFrameException(in.limit(), "more bytes", "the end of the frame");
        }
        if (in.hasRemaining()) {
            throw new MalformedFrameException(
                    in.position(), "the end of the frame", in.remaining() + " more bytes");
        }
        return message;
    }

    private static Message decodeBody(ByteBuffer in) throws MalformedFrameException {
        byte type = in.get();
        switch (type) {
            case CHALLENGE:
                checkVersion(in);
                return new Message.Challenge(take(in, Handshake.NONCE_BYTES));
            case HELLO:
                checkVersion(in);
                return takeHello(in);
            case WELCOME:
                return new Message.Welcome(take(in, Handshake.PROOF_BYTES));
            case READY:
                return new Message.Ready(natural(in, "a dimension"), takeDigest(in));
            case CHUNK:
                Message.VectorKind kind = takeKind(in);
                long step = naturalLong(in, "a step");
                int task = natural(in, "a task");
                int index = natural(in, "a chunk's index");
                ByteBuffer payload = in.slice();
                in.position(in.limit());
                return new Message.Chunk(kind, step, task, index, payload);
            case ANSWER:
                return takeAnswer(in);
            case SEND_VECTOR:
                return new Message.SendVector(naturalLong(in, "a step"), natural(in, "a task"));
            case COMPUTE_TASK:
                return new Message.ComputeTask(naturalLong(in, "a step"), natural(in, "a task"));
            case STOP:
                return new Message.Stop(takeString(in));
            case WAY:
                return new Message.Way(Byte.toUnsignedInt(in.get()));
            default:
                throw new MalformedFrameException(
                        0, "a message type 1..10", Integer.toString(type));
        }
    }

    private static Message.Hello takeHello(ByteBuffer in) throws MalformedFrameException {
        int rank = natural(in, "a rank");
        int attempt = natural(in, "an attempt");
        byte[] nonce = take(in, Handshake.NONCE_BYTES);
        byte[] proof = take(in, Handshake.PROOF_BYTES);
        return new Message.Hello(takeString(in), rank, attempt, nonce, proof);
    }

    private static Message.Answer takeAnswer(ByteBuffer in) throws MalformedFrameException {
        long step = naturalLong(in, "a step");
        int task = natural(in, "a task");
        float loss = in.getFloat();
        long computeNanos = naturalLong(in, "a duration");
        long saturated = naturalLong(in, "a number of components");
        byte form = in.get();
        if (form != 0 && form != 1) {
            throw new MalformedFrameException(in.position() - 1, "answer form 0 or 1", "" + form);
        }
        Optional<Digest> digest = form == 0 ? Optional.empty() : Optional.of(takeDigest(in));
        return new Message.Answer(step, task, loss, computeNanos, saturated, digest);
    }

    private static Message.VectorKind takeKind(ByteBuffer in) throws MalformedFrameException {
        byte kind = in.get();
        if (kind < 0 || kind >= Message.VectorKind.values().length) {
            throw new MalformedFrameException(in.position() - 1, "vector kind 0..2", "" + kind);
        }
        return Message.VectorKind.values()[kind];
    }

    private static void checkVersion(ByteBuffer in) throws MalformedFrameException {
        int version = Byte.toUnsignedInt(in.get());
        if (version != VERSION) {
            throw new MalformedFrameException(
                    in.position() - 1, "protocol version " + VERSION, "" + version);
        }
    }

    private static int natural(ByteBuffer in, String what) throws MalformedFrameException {
        int value = in.getInt();
        if (value < 0) {
            throw new MalformedFrameException(in.position() - 4, what, Integer.toString(value));
        }
        return value;
    }

    private static long naturalLong(ByteBuffer in, String what) throws MalformedFrameException {
        long value = in.getLong();
        if (value < 0) {
            throw new MalformedFrameException(in.position() - 8, what, Long.toString(value));
        }
        return value;
    }

    private static Digest takeDigest(ByteBuffer in) {
        return Digest.ofBytes(take(in, Digest.BYTES));
    }

    private static byte[] take(ByteBuffer in, int count) {
        if (count > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[count];
        in.get(bytes);
        return bytes;
    }

    private static String takeString(ByteBuffer in) throws MalformedFrameException {
        int length = Short.toUnsignedInt(in.getShort());
        if (length > MAX_STRING_BYTES) {
            throw new MalformedFrameException(
                    in.position() - 2,
                    "at most " + MAX_STRING_BYTES + " bytes of text",
                    "" + length);
        }
        return new String(take(in, length), StandardCharsets.UTF_8);
    }
}
