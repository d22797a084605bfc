package org.draco.container.link;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import org.draco.codec.vector.FloatVector;
import org.draco.codec.wire.Frames;
import org.draco.codec.wire.Handshake;
import org.draco.codec.wire.MalformedFrameException;
import org.draco.codec.wire.Message;
import org.draco.codec.wire.VectorAssembly;
import org.draco.codec.wire.VectorChunks;
import org.draco.codec.wire.VectorFrames;

/** A parameter server on a plain socket, for one worker: says just what a test tells it to. */
public final class FakeParameterServer implements Closeable {

    /** So long a test waits before it fails; nothing that passes waits. */
    private static final int PATIENCE_MILLIS = 60_000;

    private final ServerSocket listening;
    private Socket socket;
    private DataInputStream in;

    /** Listens. */
    public FakeParameterServer() throws IOException {
        this(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
    }

    /** On a socket that listens, encrypted or not. */
    FakeParameterServer(ServerSocket listening) throws IOException {
        this.listening = listening;
        listening.setSoTimeout(PATIENCE_MILLIS);
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return new InetSocketAddress(listening.getInetAddress(), listening.getLocalPort());
    }

    /** Waits for the worker to connect. */
    void accept() throws IOException {
        socket = listening.accept();
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
    }

    /** Challenges, and takes the answer. */
    Message.Hello challenge(byte[] nonce) throws IOException {
        send(new Message.Challenge(nonce));
        return read(Message.Hello.class);
    }

    /** Waits for the worker to connect and lets it in, as the parameter server that knows its secret. */
    public void letIn(WorkerCredentials worker) throws IOException {
        accept();
        byte[] nonce = Handshake.newNonce();
        Handshake handshake = Handshake.answering(nonce, challenge(nonce));
        send(handshake.welcome(worker.secret()));
    }

    /** Ends the connection, when all that was sent before has been turned into orders: bad bytes are read after it. */
    public void breakOff() throws IOException {
        send(new byte[] {0, 0, 0, 1, 99});
        awaitEnd();
        hangUp();
    }

    /** Sends. */
    public void send(Message message) throws IOException {
        send(Frames.encode(message));
    }

    /** Sends any bytes at all. */
    public void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Sends a step's parameters. */
    public void sendParameters(VectorChunks chunks, long step, float... parameters)
            throws IOException {
        sendVector(Message.VectorKind.PARAMETERS, chunks, step, parameters);
    }

    /** Sends a step's vector of this kind. */
    public void sendVector(
            Message.VectorKind kind, VectorChunks chunks, long step, float... numbers)
            throws IOException {
        VectorFrames vector = new VectorFrames(kind, step, 0, chunks, new FloatVector(numbers));
        for (int index = 0; index < vector.count(); index++) {
            send(chunk(vector, index));
        }
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

    /** The next message; fails if there is none or another. */
    public <T extends Message> T read(Class<T> type) throws IOException {
        byte[] body = new byte[in.readInt()];
        in.readFully(body);
        try {
            return type.cast(Frames.decode(ByteBuffer.wrap(body)));
        } catch (MalformedFrameException | ClassCastException e) {
            throw new AssertionError("expected " + type.getSimpleName(), e);
        }
    }

    /** The answer's floats that come next. */
    public float[] readVector(VectorChunks chunks, long step) throws IOException {
        VectorAssembly assembly = new VectorAssembly(chunks, step);
        try {
            Message.Chunk chunk;
            do {
                chunk = read(Message.Chunk.class);
                if (chunk.kind() != Message.VectorKind.ANSWER) {
                    throw new AssertionError("found a chunk of " + chunk.kind());
                }
            } while (!assembly.add(chunk));
        } catch (MalformedFrameException e) {
            throw new AssertionError("the worker's chunks are wrong", e);
        }
        return ((FloatVector) assembly.vector()).values();
    }

    /** Waits for the worker to close the connection; fails if it says anything before. */
    public void awaitEnd() throws IOException {
        try {
            throw new AssertionError("a frame of " + in.readInt() + " bytes where none should be");
        } catch (EOFException expected) {
            // Closed, as it should be.
        }
    }

    /** Ends the connection. */
    public void hangUp() throws IOException {
        socket.close();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        if (socket != null) {
            socket.close();
        }
    }
}
