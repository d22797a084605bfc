package org.draco.am.link;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import org.draco.codec.code.Digest;
import org.draco.codec.vector.FloatVector;
import org.draco.codec.wire.Frames;
import org.draco.codec.wire.Handshake;
import org.draco.codec.wire.MalformedFrameException;
import org.draco.codec.wire.Message;
import org.draco.codec.wire.VectorAssembly;
import org.draco.codec.wire.VectorChunks;
import org.draco.codec.wire.VectorFrames;

/** The other end of the parameter server's connections, on a plain socket: says just what a test tells it to. */
final class RawWorker implements Closeable {

    /** So long a test waits before it fails; nothing that passes waits. */
    private static final int PATIENCE_MILLIS = 60_000;

    private final Socket socket;
    private final DataInputStream in;
    private Handshake handshake;
    private long bytesSent;
    private long bytesReceived;

    RawWorker(int port) throws IOException {
        this(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /** On a socket that is connected, encrypted or not. */
    RawWorker(Socket connected) throws IOException {
        socket = connected;
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
    }

    long bytesSent() {
        return bytesSent;
    }

    long bytesReceived() {
        return bytesReceived;
    }

    /** The next message; fails if there is none. */
    <T extends Message> T read(Class<T> type) throws IOException {
        Message message = read();
        if (!type.isInstance(message)) {
            throw new AssertionError("expected " + type.getSimpleName() + ", found " + message);
        }
        return type.cast(message);
    }

    /** The next message, or null at the end of the connection. */
    private Message read() throws IOException {
        try {
            byte[] body = new byte[in.readInt()];
            in.readFully(body);
            bytesReceived += Frames.LENGTH_BYTES + body.length;
            return Frames.decode(ByteBuffer.wrap(body));
        } catch (EOFException | SocketException e) {
            return null;
        } catch (MalformedFrameException e) {
            throw new AssertionError("the server's bytes are wrong", e);
        }
    }

    /** Reads on until the server has closed the connection; fails if it does not. */
    void awaitEnd() throws IOException {
        while (read() != null) {
            // Parameters may have been under way.
        }
    }

    /** All that comes until the server has closed the connection, whatever it is. */
    byte[] awaitHangUp() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            in.transferTo(all);
        } catch (SocketException reset) {
            return all.toByteArray(); // closed with bytes of ours unread
        }
        return all.toByteArray();
    }

    void send(Message... messages) throws IOException {
        int size = 0;
        for (Message message : messages) {
            size += Frames.encode(message).length;
        }
        ByteBuffer together = ByteBuffer.allocate(size);
        for (Message message : messages) {
            together.put(Frames.encode(message));
        }
        send(together.array());
    }

    /** All in one write; that the server closes the connection meanwhile is no failure of the test. */
    void send(byte[] bytes) throws IOException {
        try {
            socket.getOutputStream().write(bytes);
            bytesSent += bytes.length;
        } catch (SocketException closedByTheServer) {
            bytesSent += 0;
        }
    }

    /** Answers the challenge as a rank's first attempt. */
    Message.Hello hello(String job, int rank, byte[] secret) throws IOException {
        return hello(job, rank, 0, secret);
    }

    /** Answers the challenge. */
    Message.Hello hello(String job, int rank, int attempt, byte[] secret) throws IOException {
        byte[] nonce = read(Message.Challenge.class).nonce();
        handshake = new Handshake(job, rank, attempt, nonce, Handshake.newNonce());
        return handshake.hello(secret);
    }

    /** The challenge that was answered. */
    byte[] challenge() {
        return handshake.serverNonce();
    }

    /** Whether the parameter server, whose word comes next, proves to the one who has said hello that it knows the secret. */
    boolean isWelcomedBy(byte[] secret) throws IOException {
        return handshake.isProvenBy(read(Message.Welcome.class), secret);
    }

    /** Gets in, as a worker of its own would. */
    static RawWorker join(int port, String job, int rank, int attempt, byte[] secret, int dimension)
            throws IOException {
        RawWorker worker = new RawWorker(port);
        worker.introduce(job, rank, attempt, secret, dimension);
        return worker;
    }

    /** Proves who it is, has the server do the same, and is ready. */
    void introduce(String job, int rank, int attempt, byte[] secret, int dimension)
            throws IOException {
        send(hello(job, rank, attempt, secret));
        if (!isWelcomedBy(secret)) {
            throw new AssertionError("the server does not know the secret");
        }
        send(new Message.Ready(dimension, Digest.of(new float[] {rank})));
    }

    /** The parameters that come next. */
    float[] readParameters(VectorChunks chunks, long step) throws IOException {
        VectorAssembly assembly = new VectorAssembly(chunks, step);
        try {
            while (!assembly.add(read(Message.Chunk.class))) {
                // More to come.
            }
        } catch (MalformedFrameException e) {
            throw new AssertionError("the server's chunks are wrong", e);
        }
        return ((FloatVector) assembly.vector()).values();
    }

    void sendVector(VectorChunks chunks, long step, float[] gradient) throws IOException {
        for (int index = 0; index < chunks.count(); index++) {
            send(chunk(chunks, step, index, gradient));
        }
    }

    static Message.Chunk chunk(VectorChunks chunks, long step, int index, float[] gradient) {
        return chunk(
                new VectorFrames(
                        Message.VectorKind.ANSWER, step, 0, chunks, new FloatVector(gradient)),
                index);
    }

    /** A chunk as it is when it has arrived. */
    static Message.Chunk chunk(VectorFrames vector, int index) {
        ByteBuffer frame = ByteBuffer.allocate(vector.maxBytes(index));
        vector.write(index, frame);
        try {
            return (Message.Chunk) Frames.decode(frame.flip().position(Frames.LENGTH_BYTES));
        } catch (MalformedFrameException e) {
            throw new AssertionError("our own frame is wrong", e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
