package org.draco.container.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.draco.codec.code.Digest;
import org.draco.codec.code.FloatArithmetic;
import org.draco.codec.code.group.RepetitionCode;
import org.draco.codec.vector.FloatVector;
import org.draco.codec.wire.Compression;
import org.draco.codec.wire.Frames;
import org.draco.codec.wire.Handshake;
import org.draco.codec.wire.JobKey;
import org.draco.codec.wire.JobVectors;
import org.draco.codec.wire.Message;
import org.draco.codec.wire.VectorFrames;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a worker says to whoever listens where the parameter server should, and what it believes of him. */
class IntroductionTest {

    private static final JobKey KEY = JobKey.random();
    private static final WorkerCredentials CREDENTIALS = credentials(2);
    private static final float[] VECTOR = {1, 2, 3, 4, 5};

    private final JobVectors vectors =
            JobVectors.of(
                    new RepetitionCode(3, 3, 1, new FloatArithmetic()),
                    5,
                    new Compression("raw", 0, "none", 5));
    private final byte[] nonce = Handshake.newNonce();
    private FakeParameterServer server;
    private MasterLink link;

    private static WorkerCredentials credentials(int attempt) {
        return new WorkerCredentials("job-1", 3, attempt, KEY.workerSecret(3, attempt));
    }

    @BeforeEach
    void connects() throws IOException {
        server = new FakeParameterServer();
        link = new MasterLink(server.address(), CREDENTIALS, vectors);
        server.accept();
    }

    @AfterEach
    void closes() throws IOException {
        link.close();
        server.close();
    }

    @Test
    void provesWhoItIs() throws Exception {
        Message.Hello hello = server.challenge(nonce);
        assertEquals("job-1", hello.job());
        assertEquals(3, hello.rank());
        assertEquals(2, hello.attempt());
        Handshake handshake = Handshake.answering(nonce, hello);
        assertTrue(handshake.isProvenBy(hello, CREDENTIALS.secret()));
        server.send(handshake.welcome(CREDENTIALS.secret()));
        server.sendParameters(vectors.parameters(), 0, VECTOR);
        Order.Compute order = assertInstanceOf(Order.Compute.class, link.next());
        assertArrayEquals(VECTOR, order.parameters());
    }

    @Test
    void drawsANonceOfItsOwnForEachConnection() throws Exception {
        byte[] first = server.challenge(nonce).nonce();
        closes();
        connects();
        assertFalse(Arrays.equals(first, server.challenge(nonce).nonce()));
    }

    /** It hangs up, says why, and has obeyed nothing. */
    private void assertNotBelieved(String... why) throws Exception {
        Order.Disconnected end = assertInstanceOf(Order.Disconnected.class, link.next());
        for (String part : why) {
            assertTrue(end.why().contains(part), end.why());
        }
        server.awaitEnd();
        assertThrows(IOException.class, () -> link.ready(new Message.Ready(5, Digest.of(VECTOR))));
        closes();
        connects();
    }

    private Message parametersOf(long step) {
        return FakeParameterServer.chunk(
                new VectorFrames(
                        Message.VectorKind.PARAMETERS,
                        step,
                        0,
                        vectors.parameters(),
                        new FloatVector(VECTOR)),
                0);
    }

    @Test
    void believesNothingBeforeTheServerHasProvenWhoItIs() throws Exception {
        Message[] orders = {
            new Message.Stop("over"), parametersOf(0), new Message.ComputeTask(0, 0)
        };
        for (Message order : orders) {
            String found = "found " + order.getClass().getSimpleName();
            server.send(order);
            assertNotBelieved("expected Challenge", found);
            server.challenge(nonce);
            server.send(order);
            assertNotBelieved("expected Welcome", found);
        }
    }

    @Test
    void leavesAServerThatDoesNotKnowItsSecret() throws Exception {
        WorkerCredentials[] others = {
            new WorkerCredentials("job-1", 3, 2, new byte[Handshake.SECRET_BYTES]),
            new WorkerCredentials("job-1", 3, 2, KEY.workerSecret(4, 2)),
            new WorkerCredentials("job-1", 3, 2, KEY.workerSecret(3, 1)),
            new WorkerCredentials("job-1", 3, 2, JobKey.random().workerSecret(3, 2))
        };
        for (WorkerCredentials other : others) {
            Message.Hello hello = server.challenge(nonce);
            server.send(Handshake.answering(nonce, hello).welcome(other.secret()));
            assertNotBelieved("proof of this job's parameter server");
        }
    }

    @Test
    void leavesAServerThatSendsItsOwnProofBack() throws Exception {
        server.send(new Message.Welcome(server.challenge(nonce).proof()));
        assertNotBelieved("proof of this job's parameter server");
    }

    @Test
    void leavesAServerThatRepeatsWhatItHasOverheard() throws Exception {
        Handshake overheard = Handshake.answering(nonce, server.challenge(nonce));
        closes();
        connects();
        server.challenge(nonce);
        server.send(overheard.welcome(CREDENTIALS.secret()));
        assertNotBelieved("proof of this job's parameter server");
    }

    @Test
    void leavesAServerThatProvesItselfToAnotherAttempt() throws Exception {
        Message.Hello hello = server.challenge(nonce);
        Handshake earlier = new Handshake(hello.job(), hello.rank(), 1, nonce, hello.nonce());
        server.send(earlier.welcome(CREDENTIALS.secret()));
        assertNotBelieved("proof of this job's parameter server");
    }

    @Test
    void answersOneChallengeOnly() throws Exception {
        server.challenge(nonce);
        server.send(new Message.Challenge(nonce));
        assertNotBelieved("expected Welcome", "found Challenge");
    }

    @Test
    void leavesAServerOfAnotherVersion() throws Exception {
        byte[] challenge = Frames.encode(new Message.Challenge(nonce));
        challenge[5] = 1;
        server.send(challenge);
        assertNotBelieved("expected protocol version 3, found 1");
    }

    @Test
    void takesSmallFramesOnlyFromThoseItDoesNotKnow() throws Exception {
        int tooLong = Frames.MAX_SMALL_FRAME_BYTES + 1;
        server.send(ByteBuffer.allocate(8).putInt(tooLong).array());
        assertNotBelieved("expected a frame of at most 2048 bytes, found 2049");
    }

    /** Time is moved by hand. */
    @Test
    void leavesAServerThatSaysNothing() {
        List<String> failures = new ArrayList<>();
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.freezeTime();
        channel.pipeline().addLast(new Introduction(CREDENTIALS, context -> {}, failures::add));
        channel.pipeline().fireChannelActive();
        channel.advanceTimeBy(Introduction.SECONDS - 1, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        assertTrue(channel.isOpen());
        channel.advanceTimeBy(1, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        assertFalse(channel.isOpen());
        assertEquals(
                List.of("the parameter server has not proven who it is within 30 s"), failures);
    }

    @Test
    void doesNotWaitForAServerThatHangsUp() throws Exception {
        server.hangUp();
        assertThrows(IOException.class, () -> link.ready(new Message.Ready(5, Digest.of(VECTOR))));
        closes();
        connects();
        server.challenge(nonce);
        server.hangUp();
        assertThrows(IOException.class, () -> link.ready(new Message.Ready(5, Digest.of(VECTOR))));
    }
}
