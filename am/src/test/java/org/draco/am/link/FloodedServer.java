package org.draco.am.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.draco.am.step.WorkerEvent;
import org.draco.codec.aggregate.AggregationRules;
import org.draco.codec.code.FloatArithmetic;
import org.draco.codec.code.GradientCode;
import org.draco.codec.code.group.UncodedCode;
import org.draco.codec.vector.FloatVector;
import org.draco.codec.vector.NumberType;
import org.draco.codec.wire.Compression;
import org.draco.codec.wire.JobKey;
import org.draco.codec.wire.JobVectors;
import org.draco.codec.wire.Message;
import org.draco.codec.wire.VectorChunks;
import org.draco.codec.wire.VectorFrames;

/**
 * A parameter server whose last worker may be a {@link Saboteur}, and honest ones that train over loopback sockets: every
 * answer of theirs must arrive in every step, as it was sent.
 */
final class FloodedServer implements AutoCloseable {

    static final String JOB = "job-1";
    static final int DIMENSION = 500_000;
    static final int HONEST = 2;
    static final Compression LZ4 = new Compression("lz4", 5, "bit", 65_536);
    static final VectorChunks CHUNKS = new VectorChunks(NumberType.FLOAT32, DIMENSION, LZ4);

    private static final GradientCode CODE =
            new UncodedCode(HONEST + 1, 0, AggregationRules.average(), new FloatArithmetic());
    private static final Limits LIMITS = new Limits(20, 60, 60, 32, 32);

    private static final float[][] GRADIENTS = {noise(0), noise(1)};

    private final boolean patient;
    private final JobKey key = JobKey.random();
    private final AtomicLong nanoTime = new AtomicLong();
    private final ParameterServer server;
    private final List<Thread> workers = new ArrayList<>();
    private final List<RawWorker> connections = new ArrayList<>();
    private long step;
    private int lostSaboteurs;

    /** @param patient whether the saboteur is let in as often as it likes, else as often as any worker */
    FloodedServer(boolean patient) throws IOException {
        this.patient = patient;
        Door door = new Door(JOB, new JobSecrets(key, Optional.empty()), HONEST + 1, LIMITS);
        server = new ParameterServer(door, CODE, LZ4, patient ? nanoTime::get : System::nanoTime);
        server.open(DIMENSION);
        for (int rank = 0; rank < HONEST; rank++) {
            workers.add(honest(rank));
        }
    }

    /** What an honest worker answers. */
    static float[] noise(int seed) {
        Random random = new Random(seed);
        float[] noise = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            noise[i] = random.nextFloat();
        }
        return noise;
    }

    static float[] zeros() {
        return new float[DIMENSION];
    }

    int port() {
        return server.port();
    }

    byte[] secret(int rank) {
        return key.workerSecret(rank, 0);
    }

    /** If the server is patient, time passes for the saboteur's sake alone. */
    void mayComeBack() {
        nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(Limits.SECONDS_PER_ENTRY));
    }

    private Thread honest(int rank) throws IOException {
        RawWorker connection = new RawWorker(port());
        connections.add(connection);
        connection.introduce(JOB, rank, 0, secret(rank), DIMENSION);
        Thread thread = new Thread(() -> answer(connection, rank), "honest-" + rank);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void answer(RawWorker connection, int rank) {
        float[] gradient = GRADIENTS[rank];
        try {
            for (long next = 0; ; next++) {
                connection.readParameters(CHUNKS, next);
                connection.send(new Message.Answer(next, rank, 0, 0, 0, Optional.empty()));
                VectorFrames vector =
                        new VectorFrames(
                                Message.VectorKind.ANSWER,
                                next,
                                rank,
                                CHUNKS,
                                new FloatVector(gradient));
                for (int index = 0; index < vector.count(); index++) {
                    connection.send(RawWorker.chunk(vector, index));
                }
            }
        } catch (IOException | AssertionError over) {
            return; // the server has closed
        }
    }

    /** Lets the honest workers in. */
    void awaitHonest() throws InterruptedException {
        Set<Integer> here = new HashSet<>();
        while (here.size() < HONEST) {
            if (server.poll(TimeUnit.MINUTES.toNanos(1)) instanceof WorkerEvent.Joined joined) {
                here.add(joined.worker());
            }
        }
    }

    /** One step: all honest answers are here, and are what was sent. */
    void playStep(float[] parameters) throws InterruptedException {
        server.broadcast(step, parameters, new int[0]);
        Set<Integer> answered = new HashSet<>();
        while (answered.size() < HONEST) {
            WorkerEvent event = server.poll(TimeUnit.MINUTES.toNanos(1));
            if (event == null) {
                throw new AssertionError("step " + step + ": only " + answered + " answered");
            } else if (event.worker() == HONEST) {
                lostSaboteurs += event instanceof WorkerEvent.Lost ? 1 : 0;
            } else if (event instanceof WorkerEvent.VectorArrived arrival) {
                assertEquals(step, arrival.step());
                float[] values = ((FloatVector) arrival.vector()).values();
                assertArrayEquals(GRADIENTS[arrival.worker()], values);
                answered.add(arrival.worker());
            } else if (event instanceof WorkerEvent.Lost lost) {
                throw new AssertionError("an honest worker is lost: " + lost);
            }
        }
        step++;
    }

    /** How often the loop heard that the saboteur had lost its connection. */
    int lostSaboteurs() {
        return lostSaboteurs;
    }

    /** How many lines the log may have of connections that came to nothing. */
    long mostLogLines() {
        return Limits.LOG_LINES
                + TimeUnit.NANOSECONDS.toSeconds(nanoTime.get()) / Limits.SECONDS_PER_LOG_LINE;
    }

    HeldBytes held() {
        return server.held();
    }

    static long mostBytesHeld() {
        return LIMITS.mostBytesHeld(HONEST + 1, JobVectors.of(CODE, DIMENSION, LZ4));
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (RawWorker connection : connections) {
            connection.close();
        }
        workers.forEach(Saboteur::awaitEnd);
    }
}
