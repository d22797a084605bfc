package org.draco.am.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.draco.codec.vector.FloatVector;
import org.draco.codec.wire.Frames;
import org.draco.codec.wire.Message;
import org.draco.codec.wire.VectorChunks;
import org.draco.codec.wire.VectorFrames;

/**
 * A worker that was let in and does all the harm that it can, on one connection after another: its own thread, until it is
 * closed. It knows everything but the others' secrets.
 */
final class Saboteur implements AutoCloseable {

    private interface Misdeed {
        void on(RawWorker connection) throws IOException;
    }

    private static final int CONNECTIONS_KEPT = 6;
    private static final int MANY = 200;

    private final FloodedServer target;
    private final int rank;
    private final Deque<RawWorker> open = new ArrayDeque<>();
    private final AtomicInteger committed = new AtomicInteger();
    private final AtomicLong step = new AtomicLong();
    private final Thread thread = new Thread(this::run, "saboteur");
    private volatile boolean over;

    Saboteur(FloodedServer target, int rank) {
        this.target = target;
        this.rank = rank;
        thread.setDaemon(true);
        thread.start();
    }

    /** How many misdeeds it has committed, one kind after the other. */
    int committed() {
        return committed.get();
    }

    /** How many kinds there are. */
    static int kinds() {
        return 8;
    }

    private List<Misdeed> misdeeds() {
        return List.of(
                this::floodsWithAnswers,
                this::stallsInMidVector,
                this::sendsABomb,
                connection -> connection.send(ByteBuffer.allocate(64).putInt(1 << 30).array()),
                this::stallsInMidFrame,
                this::sendsVectorsThatNobodyWants,
                connection -> crowd(),
                connection -> {}); // reads nothing
    }

    private void run() {
        while (!over) {
            for (Misdeed misdeed : misdeeds()) {
                try {
                    misdeed.on(join());
                    committed.incrementAndGet();
                } catch (IOException | AssertionError refused) {
                    continue; // the next one, then
                }
            }
        }
    }

    private RawWorker keep(RawWorker connection) throws IOException {
        open.addLast(connection);
        while (open.size() > CONNECTIONS_KEPT) {
            open.removeFirst().close();
        }
        return connection;
    }

    private RawWorker join() throws IOException {
        target.mayComeBack();
        RawWorker connection = keep(new RawWorker(target.port()));
        connection.introduce(
                FloodedServer.JOB, rank, 0, target.secret(rank), FloodedServer.DIMENSION);
        step.set(connection.read(Message.Chunk.class).step());
        return connection;
    }

    private Message answer() {
        return new Message.Answer(step.get(), rank, 0, 0, 0, Optional.empty());
    }

    private Message.Chunk chunk(int index, float[] vector) {
        return RawWorker.chunk(
                new VectorFrames(
                        Message.VectorKind.ANSWER,
                        step.get(),
                        rank,
                        FloodedServer.CHUNKS,
                        new FloatVector(vector)),
                index);
    }

    private Message.Chunk chunk(int index) {
        return chunk(index, FloodedServer.noise(index));
    }

    private void floodsWithAnswers(RawWorker connection) throws IOException {
        Message[] flood = new Message[MANY];
        Arrays.fill(flood, answer());
        connection.send(flood);
    }

    private void stallsInMidVector(RawWorker connection) throws IOException {
        connection.send(answer(), chunk(0), chunk(1));
    }

    private void stallsInMidFrame(RawWorker connection) throws IOException {
        byte[] frame = Frames.encode(chunk(0));
        connection.send(answer());
        connection.send(Arrays.copyOf(frame, frame.length - 1));
    }

    /** Every vector is announced, and comes before the answer that was due has been read. */
    private void sendsVectorsThatNobodyWants(RawWorker connection) throws IOException {
        VectorChunks chunks = FloodedServer.CHUNKS;
        for (int vector = 0; vector < 20; vector++) {
            connection.send(answer());
            for (int index = 0; index < chunks.count(); index++) {
                connection.send(chunk(index));
            }
        }
    }

    private void sendsABomb(RawWorker connection) throws IOException {
        Message.Chunk bomb = chunk(0, FloodedServer.zeros());
        bomb.payload().order(ByteOrder.LITTLE_ENDIAN).putInt(5, Integer.MAX_VALUE);
        connection.send(answer(), bomb);
    }

    private void crowd() throws IOException {
        for (int i = 0; i < MANY; i++) {
            keep(new RawWorker(target.port()));
        }
    }

    @Override
    public void close() throws IOException {
        over = true;
        awaitEnd(thread);
        for (RawWorker connection : open) {
            connection.close();
        }
    }

    /** Waits for a thread that was told to end. */
    static void awaitEnd(Thread thread) {
        try {
            thread.join(TimeUnit.MINUTES.toMillis(1));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
