package org.draco.container.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.draco.codec.code.Digest;
import org.draco.codec.code.FaultModel;
import org.draco.codec.code.FloatArithmetic;
import org.draco.codec.code.exact.CyclicCode;
import org.draco.codec.code.group.RepetitionCode;
import org.draco.codec.vector.FloatVector;
import org.draco.codec.wire.Compression;
import org.draco.codec.wire.Frames;
import org.draco.codec.wire.Handshake;
import org.draco.codec.wire.JobVectors;
import org.draco.codec.wire.Message;
import org.draco.codec.wire.VectorChunks;
import org.draco.codec.wire.VectorFrames;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The worker's end of the connection, against a parameter server written by hand on a plain socket. */
class MasterLinkTest {

    private static final byte[] SECRET = new byte[Handshake.SECRET_BYTES];
    private static final WorkerCredentials CREDENTIALS =
            new WorkerCredentials("job-1", 3, 2, SECRET);
    private static final float[] VECTOR = {1, 2, 3, 4, 5};

    private static final Compression RAW = new Compression("raw", 0, "none", 2);

    private final JobVectors vectors =
            JobVectors.of(new RepetitionCode(3, 3, 1, new FloatArithmetic()), 5, RAW);
    private final VectorChunks chunks = vectors.parameters();
    private FakeParameterServer server;
    private MasterLink link;

    @BeforeEach
    void connects() throws IOException {
        connects(vectors);
    }

    private void connects(JobVectors how) throws IOException {
        server = new FakeParameterServer();
        link = new MasterLink(server.address(), CREDENTIALS, how);
        server.letIn(CREDENTIALS);
    }

    @AfterEach
    void closes() throws IOException {
        link.close();
        server.close();
    }

    @Test
    void saysThatItIsReady() throws Exception {
        link.ready(new Message.Ready(5, Digest.of(VECTOR)));
        assertEquals(new Message.Ready(5, Digest.of(VECTOR)), server.read(Message.Ready.class));
    }

    @Test
    void givesOrdersInTheOrderInWhichTheyCome() throws Exception {
        server.sendParameters(chunks, 0, VECTOR);
        server.send(new Message.SendVector(0, 1));
        server.send(new Message.Stop("over"));
        Order.Compute compute = assertInstanceOf(Order.Compute.class, link.next());
        assertEquals(0, compute.step());
        assertArrayEquals(VECTOR, compute.parameters());
        assertEquals(new Order.SendVector(0, 1), link.next());
        assertEquals(new Order.Stop("over"), link.next());
    }

    @Test
    void leavesAStepsParametersAloneUntilTheNextIsGiven() throws Exception {
        server.sendParameters(chunks, 0, VECTOR);
        float[] first = ((Order.Compute) link.next()).parameters();
        server.sendParameters(chunks, 1, 9, 9, 9, 9, 9);
        float[] second = ((Order.Compute) link.next()).parameters();
        assertArrayEquals(VECTOR, first);
        server.sendParameters(chunks, 2, 8, 8, 8, 8, 8);
        float[] third = ((Order.Compute) link.next()).parameters();
        assertArrayEquals(new float[] {9, 9, 9, 9, 9}, second);
        assertArrayEquals(new float[] {8, 8, 8, 8, 8}, third);
        assertSame(first, third, "no new memory");
    }

    @Test
    void leavesOutStepsThatWereOvertaken() throws Exception {
        for (long step = 0; step < 4; step++) {
            server.sendParameters(chunks, step, VECTOR);
        }
        server.breakOff(); // now all four are here
        assertEquals(3, assertInstanceOf(Order.Compute.class, link.next()).step());
        assertInstanceOf(Order.Disconnected.class, link.next());
    }

    @Test
    void doesNotLeaveOutRequestsBetweenSteps() throws Exception {
        server.sendParameters(chunks, 0, VECTOR);
        server.send(new Message.SendVector(0, 1));
        server.sendParameters(chunks, 1, VECTOR);
        server.breakOff();
        assertEquals(new Order.SendVector(0, 1), link.next());
        assertEquals(1, assertInstanceOf(Order.Compute.class, link.next()).step());
    }

    @Test
    void givesTheSameStepAgainWhenItIsTriedAgain() throws Exception {
        server.sendParameters(chunks, 4, VECTOR);
        assertEquals(4, ((Order.Compute) link.next()).step());
        server.sendParameters(chunks, 4, VECTOR);
        assertEquals(4, ((Order.Compute) link.next()).step());
    }

    @Test
    void sendsAnswersAndGradients() throws Exception {
        Message.Answer answer =
                new Message.Answer(2, 0, 0.5f, 7, 1, Optional.of(Digest.of(VECTOR)));
        link.answer(answer);
        assertEquals(answer, server.read(Message.Answer.class));
        link.vector(2, 0, new FloatVector(VECTOR));
        assertArrayEquals(VECTOR, server.readVector(chunks, 2));
    }

    /** Zeros, which get smaller wherever they are compressed. */
    @Test
    void answersInTheWayThatItIsTold() throws Exception {
        closes();
        Compression auto = new Compression("auto", 5, "bit", 1024);
        JobVectors several =
                JobVectors.of(new RepetitionCode(3, 3, 1, new FloatArithmetic()), 1024, auto);
        connects(several);
        float[] zeros = new float[1024];
        String[] codecs = {"raw", "blosc 1", "blosc 4"};
        for (int way : new int[] {1, 0, 2}) {
            server.send(new Message.Way(way));
            server.sendParameters(several.parameters(), way, zeros);
            link.next();
            link.vector(way, 0, new FloatVector(zeros));
            ByteBuffer payload = server.read(Message.Chunk.class).payload();
            assertEquals(codecs[way], codec(payload));
        }
        server.send(new Message.Way(3));
        Order.Disconnected end = assertInstanceOf(Order.Disconnected.class, link.next());
        assertTrue(end.why().contains("a way below 3"), end.why());
    }

    /** By Blosc's number, which stands in the three highest bits of the header's flags. */
    private static String codec(ByteBuffer payload) {
        return payload.get(0) == 0 ? "raw" : "blosc " + (Byte.toUnsignedInt(payload.get(3)) >> 5);
    }

    @Test
    void passesFurtherTasksOn() throws Exception {
        server.send(new Message.ComputeTask(3, 2));
        assertEquals(new Order.ComputeTask(3, 2), link.next());
    }

    /** Where workers round, the exponents come before the parameters; without them there is no step. */
    @Test
    void givesTheStepItsExponents() throws Exception {
        closes();
        JobVectors exact = JobVectors.of(new CyclicCode(new FaultModel(3, 1)), 5, RAW);
        connects(exact);
        VectorChunks exponents = exact.exponents().orElseThrow();
        for (int step = 0; step < 3; step++) {
            server.sendVector(Message.VectorKind.EXPONENTS, exponents, step, -30f + step);
            server.sendParameters(exact.parameters(), step, VECTOR);
            Order.Compute order = assertInstanceOf(Order.Compute.class, link.next());
            assertArrayEquals(new int[] {-30 + step}, order.exponents());
        }
        server.sendParameters(exact.parameters(), 3, VECTOR);
        Order.Disconnected end = assertInstanceOf(Order.Disconnected.class, link.next());
        assertTrue(end.why().contains("the exponents of step 3"), end.why());
    }

    @Test
    void saysWhenTheConnectionIsLost() throws Exception {
        server.hangUp();
        assertInstanceOf(Order.Disconnected.class, link.next());
    }

    @Test
    void givesTheLastOrdersBeforeItSaysSo() throws Exception {
        server.send(new Message.Stop("over"));
        server.hangUp();
        assertEquals(new Order.Stop("over"), link.next());
        assertInstanceOf(Order.Disconnected.class, link.next());
    }

    @Test
    void leavesAServerWhoseBytesAreWrong() throws Exception {
        List<byte[]> wrong =
                List.of(
                        new byte[] {0, 0, 0, 1, 99},
                        ByteBuffer.allocate(64).putInt(Integer.MAX_VALUE).array(),
                        Frames.encode(new Message.Ready(5, Digest.of(VECTOR))),
                        Frames.encode(
                                FakeParameterServer.chunk(
                                        new VectorFrames(
                                                Message.VectorKind.ANSWER,
                                                0,
                                                0,
                                                chunks,
                                                new FloatVector(VECTOR)),
                                        0)),
                        Frames.encode(
                                FakeParameterServer.chunk(
                                        new VectorFrames(
                                                Message.VectorKind.EXPONENTS,
                                                0,
                                                0,
                                                chunks,
                                                new FloatVector(VECTOR)),
                                        0)),
                        Frames.encode(
                                new Message.Chunk(
                                        Message.VectorKind.PARAMETERS,
                                        0,
                                        0,
                                        9,
                                        ByteBuffer.allocate(9))));
        for (byte[] bytes : wrong) {
            server.send(bytes);
            Order.Disconnected end = assertInstanceOf(Order.Disconnected.class, link.next());
            assertTrue(end.why().contains("bad bytes"), end.why());
            server.awaitEnd();
            closes();
            connects();
        }
    }

    @Test
    void saysWhereItFoundNobody() throws Exception {
        InetSocketAddress nobody = server.address();
        server.close();
        IOException e =
                assertThrows(IOException.class, () -> new MasterLink(nobody, CREDENTIALS, vectors));
        assertTrue(e.getMessage().contains(Integer.toString(nobody.getPort())), e.getMessage());
    }

    @Test
    void hangsUpAndLeavesNoThreadBehind() throws Exception {
        link.close();
        server.awaitEnd();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("link-io")) {
                thread.join(TimeUnit.MINUTES.toMillis(1));
                assertFalse(thread.isAlive(), thread.getName());
            }
        }
    }

    @Test
    void doesNotShowItsSecret() {
        byte[] secret = {65, 66, 67};
        String shown = new WorkerCredentials("job-1", 3, 2, secret).toString();
        assertEquals("worker 3 of job-1", shown);
    }
}
