package org.draco.bin.scaling;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.draco.codec.code.Digest;
import org.draco.codec.vector.FloatVector;
import org.draco.codec.vector.NumberVector;
import org.draco.codec.wire.FrameCutter;
import org.draco.codec.wire.Frames;
import org.draco.codec.wire.Handshake;
import org.draco.codec.wire.JobVectors;
import org.draco.codec.wire.MalformedFrameException;
import org.draco.codec.wire.Message;
import org.draco.codec.wire.VectorFrames;

/**
 * A worker that computes nothing: it reads the parameters, keeps none of them, and answers with the vector that it was given. One thread over a plain
 * socket, so that it takes as little as can be of the processors that it shares with the parameter server.
 */
final class MadeUpWorker implements Runnable {

    private static final int SEND_BYTES = 1 << 22;

    private final InetSocketAddress server;
    private final int rank;
    private final byte[] secret;
    private final int task;
    private final JobVectors vectors;
    private final NumberVector answer;
    private final Optional<Digest> digest;
    private final FrameCutter frames = new FrameCutter(memory(Frames.MAX_SMALL_FRAME_BYTES));
    private final ByteBuffer sending = ByteBuffer.allocateDirect(SEND_BYTES);
    private Handshake handshake;

    /**
     * @param digest of the answer, where the code wants it first
     * @param answer shared by all workers; only read
     */
    MadeUpWorker(
            InetSocketAddress server,
            int rank,
            byte[] secret,
            MadeUpJob job,
            NumberVector answer,
            Optional<Digest> digest) {
        this.server = server;
        this.rank = rank;
        this.secret = secret;
        this.task = job.code().assignment().taskOf(rank);
        this.vectors = job.vectors();
        this.answer = answer;
        this.digest = digest;
    }

    /** The digest of an answer, if this job's workers send digests first. */
    static Optional<Digest> digest(MadeUpJob job, NumberVector answer) {
        return job.code().answerForm().digestFirst()
                ? Optional.of(Digest.of(((FloatVector) answer).values()))
                : Optional.empty();
    }

    /** Until it is told to stop, or the connection ends. */
    @Override
    public void run() {
        try (SocketChannel channel = SocketChannel.open(server)) {
            for (int count = 0; count >= 0; count = channel.read(frames.room())) {
                frames.filled(count);
                for (Optional<ByteBuffer> frame = frames.next();
                        frame.isPresent();
                        frame = frames.next()) {
                    if (!take(Frames.decode(frame.get()), channel)) {
                        return;
                    }
                }
            }
        } catch (IOException | MalformedFrameException e) {
            System.err.println("worker " + rank + ": " + e);
        }
    }

    private static ByteBuffer memory(int frameBytes) {
        return ByteBuffer.allocateDirect(FrameCutter.memoryBytes(frameBytes));
    }

    /** Whether it goes on. */
    private boolean take(Message message, SocketChannel channel) throws IOException {
        if (message instanceof Message.Challenge challenge) {
            handshake =
                    new Handshake(MadeUpJob.NAME, rank, 0, challenge.nonce(), Handshake.newNonce());
            send(channel, handshake.hello(secret));
        } else if (message instanceof Message.Welcome) {
            frames.moveTo(memory(vectors.maxFrameBytes()));
            send(channel, new Message.Ready(vectors.dimension(), Digest.of(new float[1])));
        } else if (message instanceof Message.Chunk chunk) {
            if (chunk.kind() == Message.VectorKind.PARAMETERS
                    && chunk.index() == vectors.parameters().count() - 1) {
                answer(channel, chunk.step());
            }
        } else if (message instanceof Message.SendVector asked) {
            sendVector(channel, asked.step());
        }
        return !(message instanceof Message.Stop);
    }

    private void answer(SocketChannel channel, long step) throws IOException {
        send(channel, new Message.Answer(step, task, 1, 0, 0, digest));
        if (digest.isEmpty()) {
            sendVector(channel, step);
        }
    }

    private void sendVector(SocketChannel channel, long step) throws IOException {
        VectorFrames laidOut =
                new VectorFrames(Message.VectorKind.ANSWER, step, task, vectors.answers(), answer);
        sending.clear();
        for (int index = 0; index < laidOut.count(); index++) {
            if (sending.remaining() < laidOut.maxBytes(index)) {
                flush(channel);
            }
            laidOut.write(index, sending);
        }
        flush(channel);
    }

    private void flush(SocketChannel channel) throws IOException {
        sending.flip();
        while (sending.hasRemaining()) {
            channel.write(sending);
        }
        sending.clear();
    }

    private static void send(SocketChannel channel, Message message) throws IOException {
        ByteBuffer frame = ByteBuffer.wrap(Frames.encode(message));
        while (frame.hasRemaining()) {
            channel.write(frame);
        }
    }
}
