package org.draco.bin.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.draco.am.client.NewIdentity;
import org.draco.am.link.Door;
import org.draco.am.link.JobSecrets;
import org.draco.am.link.Limits;
import org.draco.am.link.ParameterServer;
import org.draco.am.link.ServerIdentity;
import org.draco.am.step.WorkerEvent;
import org.draco.codec.aggregate.AggregationRules;
import org.draco.codec.code.Digest;
import org.draco.codec.code.FloatArithmetic;
import org.draco.codec.code.GradientCode;
import org.draco.codec.code.group.UncodedCode;
import org.draco.codec.vector.FloatVector;
import org.draco.codec.vector.NumberType;
import org.draco.codec.wire.Compression;
import org.draco.codec.wire.Frames;
import org.draco.codec.wire.JobKey;
import org.draco.codec.wire.JobVectors;
import org.draco.codec.wire.Message;
import org.draco.codec.wire.VectorChunks;
import org.draco.codec.wire.VectorFrames;
import org.draco.container.link.MasterLink;
import org.draco.container.link.Order;
import org.draco.container.link.WorkerCredentials;
import org.junit.jupiter.api.Test;

/** The worker's end and the parameter server's, as they meet on a cluster: in the open and encrypted. */
class BothEndsTest {

    private static final String JOB = "job-1";
    private static final int DIMENSION = 300_000;
    private static final Compression LZ4 = new Compression("lz4", 5, "bit", 65_536);
    private static final GradientCode CODE =
            new UncodedCode(2, 0, AggregationRules.average(), new FloatArithmetic());

    private final JobKey key = JobKey.random();

    private Compression compression = LZ4;

    private ParameterServer open(Optional<ServerIdentity> identity) throws IOException {
        Door door = new Door(JOB, new JobSecrets(key, identity), 2, Limits.of(2, 60, 60));
        ParameterServer server = new ParameterServer(door, CODE, compression);
        server.open(DIMENSION);
        return server;
    }

    private MasterLink connect(ParameterServer server, Optional<ServerIdentity> identity)
            throws IOException {
        return new MasterLink(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()),
                new WorkerCredentials(
                        JOB,
                        1,
                        0,
                        key.workerSecret(1, 0),
                        identity.map(ServerIdentity::certificateBytes)),
                JobVectors.of(CODE, DIMENSION, compression));
    }

    private static <T extends WorkerEvent> T event(ParameterServer server, Class<T> type)
            throws InterruptedException {
        return assertInstanceOf(type, server.poll(TimeUnit.MINUTES.toNanos(1)));
    }

    /** What looks on when a step is over. */
    private interface Watch {
        void step(float[] parameters, long bytesOut, long bytesIn);
    }

    private void trains(int steps, Optional<ServerIdentity> identity) throws Exception {
        trains(steps, identity, (parameters, bytesOut, bytesIn) -> {});
    }

    private void trains(int steps, Optional<ServerIdentity> identity, Watch watch)
            throws Exception {
        try (ParameterServer server = open(identity);
                MasterLink worker = connect(server, identity)) {
            worker.ready(new Message.Ready(DIMENSION, Digest.of(new float[1])));
            assertEquals(1, event(server, WorkerEvent.Joined.class).worker());
            for (int step = 0; step < steps; step++) {
                float[] parameters = new float[DIMENSION];
                for (int i = 0; i < DIMENSION; i++) {
                    parameters[i] = (float) Math.sin(i + step);
                }
                long outBefore = server.bytesOut();
                long inBefore = server.bytesIn();
                server.broadcast(step, parameters, new int[0]);
                Order.Compute order = assertInstanceOf(Order.Compute.class, worker.next());
                assertArrayEquals(parameters, order.parameters());
                worker.answer(new Message.Answer(step, 1, 0.5f, 1, 0, Optional.empty()));
                worker.vector(step, 1, new FloatVector(order.parameters()));
                assertEquals(step, event(server, WorkerEvent.Answered.class).step());
                WorkerEvent.VectorArrived arrived = event(server, WorkerEvent.VectorArrived.class);
                assertArrayEquals(parameters, ((FloatVector) arrived.vector()).values());
                watch.step(parameters, server.bytesOut() - outBefore, server.bytesIn() - inBefore);
            }
            server.stopWorkers("over");
            assertEquals(new Order.Stop("over"), worker.next());
        }
    }

    @Test
    void trainInTheOpen() throws Exception {
        trains(3, Optional.empty());
    }

    /** The bytes of a vector as it travels in this way. */
    private static long bytes(float[] vector, Message.VectorKind kind, Compression way) {
        VectorChunks chunks = new VectorChunks(NumberType.FLOAT32, DIMENSION, way);
        VectorFrames frames = new VectorFrames(kind, 0, 0, chunks, new FloatVector(vector));
        long bytes = 0;
        for (int index = 0; index < frames.count(); index++) {
            ByteBuffer frame = ByteBuffer.allocate(frames.maxBytes(index));
            frames.write(index, frame);
            bytes += frame.position();
        }
        return bytes;
    }

    /** More steps than all ways take to be tried; by its bytes a step shows which way parameters and answers went. */
    @Test
    void trainInWhicheverWayIsFastest() throws Exception {
        compression = new Compression("auto", 5, "bit", 65_536);
        List<Compression> ways = compression.ways();
        int name = Frames.encode(new Message.Way(0)).length;
        int answer = Frames.encode(new Message.Answer(0, 1, 0.5f, 1, 0, Optional.empty())).length;
        List<Integer> wentOut = new ArrayList<>();
        List<Integer> cameIn = new ArrayList<>();
        trains(
                80,
                Optional.empty(),
                (parameters, bytesOut, bytesIn) -> {
                    List<Long> out = new ArrayList<>();
                    List<Long> in = new ArrayList<>();
                    for (Compression way : ways) {
                        out.add(name + bytes(parameters, Message.VectorKind.PARAMETERS, way));
                        in.add(answer + bytes(parameters, Message.VectorKind.ANSWER, way));
                    }
                    assertEquals(ways.size(), Set.copyOf(out).size(), () -> "bytes " + out);
                    wentOut.add(out.indexOf(bytesOut));
                    cameIn.add(in.indexOf(bytesIn));
                });
        assertEquals(Set.of(0, 1, 2), Set.copyOf(wentOut));
        assertEquals(wentOut, cameIn);
    }

    @Test
    void trainEncrypted() throws Exception {
        trains(3, Optional.of(NewIdentity.generate()));
    }

    @Test
    void doNotMeetWithCertificatesOfTwoJobs() throws Exception {
        try (ParameterServer server = open(Optional.of(NewIdentity.generate()));
                MasterLink worker = connect(server, Optional.of(NewIdentity.generate()))) {
            Order.Disconnected end = assertInstanceOf(Order.Disconnected.class, worker.next());
            assertTrue(end.why().contains("expected the certificate of this job's"), end.why());
        }
    }

    @Test
    void doNotMeetWhenOnlyTheWorkerEncrypts() throws Exception {
        try (ParameterServer server = open(Optional.empty());
                MasterLink worker = connect(server, Optional.of(NewIdentity.generate()))) {
            Order.Disconnected end = assertInstanceOf(Order.Disconnected.class, worker.next());
            assertTrue(end.why().contains("expected TLS, found other bytes"), end.why());
        }
    }
}
