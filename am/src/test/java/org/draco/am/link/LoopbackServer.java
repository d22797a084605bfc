package org.draco.am.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.draco.am.step.WorkerEvent;
import org.draco.codec.code.Digest;
import org.draco.codec.code.FloatArithmetic;
import org.draco.codec.code.GradientCode;
import org.draco.codec.code.Request;
import org.draco.codec.code.group.RepetitionCode;
import org.draco.codec.vector.FloatVector;
import org.draco.codec.vector.NumberType;
import org.draco.codec.wire.Compression;
import org.draco.codec.wire.JobKey;
import org.draco.codec.wire.Message;
import org.draco.codec.wire.VectorChunks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A parameter server for three workers, and how a test joins it and plays a step with it. */
abstract class LoopbackServer {

    static final String JOB = "job-1";
    static final int DIMENSION = 2500;
    static final Compression LZ4 = new Compression("lz4", 5, "bit", 1024);

    static final int WORKERS = 3;

    /** A test that waits for a time to pass moves it by hand. */
    static final Limits LIMITS = Limits.of(WORKERS, 3600, 3600);

    final JobKey key = JobKey.random();

    /** By which the server counts how often somebody comes back. */
    final AtomicLong nanoTime = new AtomicLong();

    final LongSupplier clock = nanoTime::get;
    static final GradientCode VOTING = new RepetitionCode(3, 3, 1, new FloatArithmetic());

    final VectorChunks chunks = new VectorChunks(NumberType.FLOAT32, DIMENSION, LZ4);
    final List<RawWorker> workers = new ArrayList<>();
    ParameterServer server;

    /** Of a rank's first attempt. */
    byte[] secret(int rank) {
        return key.workerSecret(rank, 0);
    }

    @BeforeEach
    void opens() throws IOException {
        opens(VOTING);
    }

    void opens(GradientCode code) throws IOException {
        opens(code, Optional.empty());
    }

    void opens(GradientCode code, Optional<ServerIdentity> identity) throws IOException {
        server = new ParameterServer(door(identity), code, LZ4, clock);
        server.open(DIMENSION);
    }

    Door door(Optional<ServerIdentity> identity) {
        return new Door(JOB, new JobSecrets(key, identity), WORKERS, LIMITS);
    }

    @AfterEach
    void closes() throws IOException {
        for (RawWorker worker : workers) {
            worker.close();
        }
        server.close();
    }

    RawWorker connect() throws IOException {
        RawWorker worker = new RawWorker(server.port());
        workers.add(worker);
        return worker;
    }

    RawWorker join(int rank) throws Exception {
        return join(rank, 0);
    }

    RawWorker join(int rank, int attempt) throws Exception {
        byte[] secret = key.workerSecret(rank, attempt);
        RawWorker worker = connect();
        worker.introduce(JOB, rank, attempt, secret, DIMENSION);
        WorkerEvent.Joined joined = event(WorkerEvent.Joined.class);
        assertEquals(rank, joined.worker());
        assertEquals(Digest.of(new float[] {rank}), joined.reference());
        return worker;
    }

    <T extends WorkerEvent> T event(Class<T> type) throws InterruptedException {
        return assertInstanceOf(type, server.poll(TimeUnit.MINUTES.toNanos(1)));
    }

    static float[] vector(int seed) {
        Random random = new Random(seed);
        float[] vector = new float[DIMENSION];
        for (int i = 0; i < DIMENSION / 2; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return vector;
    }

    static Message.Answer digestOf(long step, float[] gradient) {
        return new Message.Answer(step, 0, 0.5f, 7, 3, Optional.of(Digest.of(gradient)));
    }

    static float[] floats(WorkerEvent.VectorArrived arrival) {
        return ((FloatVector) arrival.vector()).values();
    }

    /** One whole step with this worker; nothing else may happen meanwhile. */
    void playStep(RawWorker worker, int rank, long step) throws Exception {
        float[] parameters = vector((int) step);
        float[] gradient = vector(1000 + (int) step);
        server.broadcast(step, parameters, new int[0]);
        assertArrayEquals(parameters, worker.readParameters(chunks, step));
        worker.send(digestOf(step, gradient));
        assertEquals(
                new WorkerEvent.Answered(
                        rank, step, 0, 0.5f, 7, 3, Optional.of(Digest.of(gradient))),
                event(WorkerEvent.Answered.class));
        server.request(new Request.SendVector(rank, 0), step);
        assertEquals(new Message.SendVector(step, 0), worker.read(Message.SendVector.class));
        worker.sendVector(chunks, step, gradient);
        WorkerEvent.VectorArrived arrival = event(WorkerEvent.VectorArrived.class);
        assertEquals(rank, arrival.worker());
        assertEquals(step, arrival.step());
        assertEquals(0, arrival.task());
        assertArrayEquals(gradient, floats(arrival));
        assertEquals(Optional.of(Digest.of(gradient)), arrival.digest());
    }
}
