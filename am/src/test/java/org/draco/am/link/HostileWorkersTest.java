package org.draco.am.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.draco.am.step.WorkerEvent;
import org.draco.codec.code.Digest;
import org.draco.codec.code.Request;
import org.draco.codec.vector.FloatVector;
import org.draco.codec.wire.Frames;
import org.draco.codec.wire.Handshake;
import org.draco.codec.wire.JobKey;
import org.draco.codec.wire.JobVectors;
import org.draco.codec.wire.Message;
import org.draco.codec.wire.VectorFrames;
import org.junit.jupiter.api.Test;

/** Strangers and members whose bytes are wrong: they lose their connection, and nobody else notices. */
class HostileWorkersTest extends LoopbackServer {

    /** What it does after the challenge. */
    private interface Intrusion {
        void by(RawWorker intruder) throws IOException;
    }

    /** The intruder is shut out; nobody hears of it, and a member works on. */
    private void assertShutOut(Intrusion intrusion) throws Exception {
        RawWorker member = join(0);
        playStep(member, 0, 0);
        RawWorker intruder = connect();
        intrusion.by(intruder);
        intruder.awaitEnd();
        playStep(member, 0, 1);
        opensAnew();
    }

    @Test
    void shutsOutAnotherSecret() throws Exception {
        assertShutOut(i -> i.send(i.hello(JOB, 1, JobKey.random().workerSecret(1, 0))));
    }

    @Test
    void shutsOutWhoeverUsesTheSecretOfAnotherRank() throws Exception {
        assertShutOut(i -> i.send(i.hello(JOB, 1, secret(2))));
    }

    @Test
    void shutsOutAnotherJob() throws Exception {
        assertShutOut(i -> i.send(i.hello("job-2", 1, secret(1))));
    }

    @Test
    void shutsOutARankThatDoesNotExist() throws Exception {
        assertShutOut(i -> i.send(i.hello(JOB, 3, secret(2))));
        assertShutOut(i -> i.send(i.hello(JOB, Integer.MAX_VALUE, secret(2))));
    }

    @Test
    void shutsOutAProofOfAnotherConnection() throws Exception {
        Message.Hello overheard = connect().hello(JOB, 1, secret(1));
        assertShutOut(i -> i.send(overheard));
    }

    @Test
    void shutsOutAnotherAttempt() throws Exception {
        byte[] later = key.workerSecret(1, 1);
        assertShutOut(i -> i.send(i.hello(JOB, 1, 1, later)));
        assertShutOut(i -> i.send(i.hello(JOB, 1, 0, later)));
        assertShutOut(i -> i.send(i.hello(JOB, 1, 1, secret(1))));
        assertShutOut(
                i -> {
                    server.admit(1, 1);
                    i.send(i.hello(JOB, 1, 0, secret(1)));
                });
    }

    @Test
    void shutsOutWhoeverIsExpelled() throws Exception {
        assertShutOut(
                i -> {
                    server.expel(1, "proven");
                    i.send(i.hello(JOB, 1, secret(1)));
                });
    }

    /** Between its proof and its readiness there is time enough to be replaced or expelled. */
    @Test
    void shutsOutWhoeverIsLetInNoMoreWhenItIsReady() throws Exception {
        Message ready = new Message.Ready(DIMENSION, Digest.of(new float[0]));
        assertShutOut(
                i -> {
                    i.send(i.hello(JOB, 1, secret(1)));
                    i.isWelcomedBy(secret(1));
                    server.admit(1, 1);
                    i.send(ready);
                });
        assertShutOut(
                i -> {
                    i.send(i.hello(JOB, 1, secret(1)));
                    i.isWelcomedBy(secret(1));
                    server.expel(1, "proven");
                    i.send(ready);
                });
    }

    /** Whoever sends the server's own proof back to it, or the proof that it was sent itself. */
    @Test
    void shutsOutWhoeverReflectsProofs() throws Exception {
        assertShutOut(
                i -> {
                    RawWorker honest = connect();
                    Message.Hello hello = honest.hello(JOB, 1, secret(1));
                    honest.send(hello);
                    byte[] welcome = honest.read(Message.Welcome.class).proof();
                    i.send(new Message.Hello(JOB, 1, 0, hello.nonce(), welcome));
                });
        assertShutOut(
                i -> {
                    Message.Hello hello = i.hello(JOB, 1, secret(1));
                    byte[] welcome =
                            new Handshake(JOB, 1, 0, i.challenge(), hello.nonce())
                                    .welcome(secret(1))
                                    .proof();
                    i.send(new Message.Hello(JOB, 1, 0, hello.nonce(), welcome));
                });
        assertShutOut(i -> i.send(new Message.Welcome(i.hello(JOB, 1, secret(1)).proof())));
    }

    @Test
    void shutsOutWhoeverDoesNotIntroduceItself() throws Exception {
        assertShutOut(i -> i.send(new Message.Ready(DIMENSION, Digest.of(new float[0]))));
        assertShutOut(i -> i.send(digestOf(0, vector(0))));
        assertShutOut(i -> i.send(new Message.Challenge(new byte[32])));
    }

    @Test
    void shutsOutGarbage() throws Exception {
        assertShutOut(i -> i.send("GET / HTTP/1.1\r\nHost: draco\r\n\r\n".getBytes()));
        assertShutOut(i -> i.send(new byte[] {0, 0, 0, 0}));
        assertShutOut(i -> i.send(new byte[] {0, 0, 0, 1, 99}));
    }

    @Test
    void shutsOutFramesThatAreTooLongForStrangers() throws Exception {
        for (int length : new int[] {2049, 1 << 20, Integer.MAX_VALUE, -1, Integer.MIN_VALUE}) {
            assertShutOut(i -> i.send(ByteBuffer.allocate(64).putInt(length).array()));
        }
    }

    @Test
    void shutsOutAForeignVersion() throws Exception {
        assertShutOut(
                i -> {
                    byte[] hello = Frames.encode(i.hello(JOB, 1, secret(1)));
                    hello[5] = 1;
                    i.send(hello);
                });
    }

    @Test
    void shutsOutAWorkerWithAModelOfAnotherSize() throws Exception {
        assertShutOut(
                i -> {
                    i.send(i.hello(JOB, 1, secret(1)));
                    i.send(new Message.Ready(DIMENSION + 1, Digest.of(new float[0])));
                });
    }

    @Test
    void doesNotHearWhatComesInOneGoWithBadBytes() throws Exception {
        assertShutOut(
                i -> {
                    Message.Hello hello = i.hello(JOB, 1, secret(1));
                    i.send(
                            new Message.SendVector(0, 0),
                            hello,
                            new Message.Ready(DIMENSION, Digest.of(new float[0])));
                });
    }

    /** The liar loses its connection and the loop is told why; a member works on. */
    private void assertThrownOut(Intrusion misdeed, String... why) throws Exception {
        RawWorker member = join(0);
        RawWorker liar = join(1);
        server.broadcast(0, vector(0), new int[0]);
        member.readParameters(chunks, 0);
        liar.readParameters(chunks, 0);
        misdeed.by(liar);
        liar.awaitEnd();
        WorkerEvent event = server.poll(TimeUnit.MINUTES.toNanos(1));
        while (event instanceof WorkerEvent.Answered) {
            event = server.poll(TimeUnit.MINUTES.toNanos(1));
        }
        WorkerEvent.Lost lost = assertInstanceOf(WorkerEvent.Lost.class, event);
        assertEquals(1, lost.worker());
        for (String part : why) {
            assertTrue(lost.why().contains(part), lost.why());
        }
        playStep(member, 0, 1);
        opensAnew();
    }

    private void opensAnew() throws IOException {
        closes();
        workers.clear();
        opens();
    }

    @Test
    void throwsOutWhoeverAnswersAStepThatHasNotBegun() throws Exception {
        assertThrownOut(liar -> liar.send(digestOf(1, vector(1))), "step 0 or before", "step 1");
        assertThrownOut(liar -> liar.send(digestOf(Long.MAX_VALUE, vector(1))), "step 0 or before");
    }

    @Test
    void throwsOutWhoeverSendsAGradientThatNobodyAskedFor() throws Exception {
        assertThrownOut(
                liar -> liar.sendVector(chunks, 0, vector(1)), "none was asked for", "step 0");
        assertThrownOut(
                liar -> {
                    liar.send(digestOf(0, vector(1)));
                    liar.sendVector(chunks, 0, vector(1));
                },
                "none was asked for");
    }

    @Test
    void throwsOutWhoeverSendsTheGradientOfAnotherStep() throws Exception {
        assertThrownOut(
                liar -> {
                    server.request(new Request.SendVector(1, 0), 0);
                    liar.read(Message.SendVector.class);
                    liar.sendVector(chunks, 1, vector(1));
                },
                "a vector of step 0",
                "step 1");
    }

    @Test
    void throwsOutWhoeverSendsAChunkTwice() throws Exception {
        assertThrownOut(
                liar -> {
                    server.request(new Request.SendVector(1, 0), 0);
                    liar.read(Message.SendVector.class);
                    liar.send(RawWorker.chunk(chunks, 0, 1, vector(1)));
                    liar.send(RawWorker.chunk(chunks, 0, 1, vector(1)));
                },
                "chunk 1 again");
    }

    @Test
    void throwsOutWhoeverSendsAChunkThatIsNone() throws Exception {
        byte[][] payloads = {{}, {0}, {1}, {2, 3}, new byte[1 + 4 * 1023]};
        for (byte[] payload : payloads) {
            assertThrownOut(
                    liar -> {
                        server.request(new Request.SendVector(1, 0), 0);
                        liar.read(Message.SendVector.class);
                        liar.send(
                                new Message.Chunk(
                                        Message.VectorKind.ANSWER,
                                        0,
                                        0,
                                        0,
                                        ByteBuffer.wrap(payload)));
                    },
                    "malformed frame");
        }
    }

    @Test
    void throwsOutWhoeverSendsParameters() throws Exception {
        assertThrownOut(
                liar ->
                        liar.send(
                                RawWorker.chunk(
                                        new VectorFrames(
                                                Message.VectorKind.PARAMETERS,
                                                0,
                                                0,
                                                chunks,
                                                new FloatVector(vector(1))),
                                        0)),
                "Answer or an answer's chunk");
    }

    @Test
    void throwsOutWhoeverIntroducesItselfAgain() throws Exception {
        assertThrownOut(
                liar -> liar.send(new Message.Ready(DIMENSION, Digest.of(new float[0]))),
                "found Ready");
    }

    @Test
    void throwsOutFramesThatAreTooLongForMembers() throws Exception {
        int tooLong = JobVectors.of(VOTING, DIMENSION, LZ4).maxFrameBytes() + 1;
        assertThrownOut(liar -> liar.send(ByteBuffer.allocate(64).putInt(tooLong).array()));
        assertThrownOut(liar -> liar.send(ByteBuffer.allocate(64).putInt(-1).array()));
    }

    @Test
    void throwsOutWhoeverRepeatsAnAnswer() throws Exception {
        assertThrownOut(
                liar -> {
                    liar.send(digestOf(0, vector(1)));
                    liar.send(digestOf(0, vector(1)));
                },
                "one answer for each step sent");
    }

    /** Whoever recorded what a member said to an earlier step is no further with it: the loop is told the step. */
    @Test
    void takesARepeatedAnswerForOneOfItsOwnStep() throws Exception {
        RawWorker liar = join(1);
        playStep(liar, 1, 0);
        server.broadcast(1, vector(1), new int[0]);
        liar.readParameters(chunks, 1);
        liar.send(digestOf(0, vector(1000)));
        assertEquals(0, event(WorkerEvent.Answered.class).step());
        liar.send(digestOf(1, vector(1000)));
        assertTrue(event(WorkerEvent.Lost.class).why().contains("a flood"));
    }

    @Test
    void throwsOutWhoeverAnswersInAFormThatTheCodeDoesNotHave() throws Exception {
        assertThrownOut(
                liar -> liar.send(new Message.Answer(0, 0, 0, 0, 0, Optional.empty())),
                "a digest",
                "none");
    }

    @Test
    void throwsOutWhoeverAnswersATaskThatDoesNotExist() throws Exception {
        for (int task : new int[] {1, Integer.MAX_VALUE}) {
            Optional<Digest> digest = Optional.of(Digest.of(new float[0]));
            assertThrownOut(
                    liar -> liar.send(new Message.Answer(0, task, 0, 0, 0, digest)),
                    "a task below 1",
                    "task " + task);
        }
    }

    /** Answers that are due may wait, but only so many: they are not collected for a great day. */
    @Test
    void keepsNoAccountOfAnswersThatNeverCame() throws Exception {
        RawWorker liar = join(1);
        for (int step = 0; step < 3 * Limits.ANSWERS; step++) {
            server.broadcast(step, vector(0), new int[0]);
            liar.readParameters(chunks, step);
        }
        Message[] flood = new Message[3 * Limits.ANSWERS];
        Arrays.fill(flood, digestOf(0, vector(1)));
        liar.send(flood);
        liar.awaitEnd();
        int answers = 0;
        while (server.poll(TimeUnit.MINUTES.toNanos(1)) instanceof WorkerEvent.Answered) {
            answers++;
        }
        assertEquals(Limits.ANSWERS, answers);
    }

    @Test
    void throwsOutWhoeverFloodsTheLoop() throws Exception {
        assertThrownOut(
                liar -> {
                    Message[] flood = new Message[500];
                    Arrays.fill(flood, digestOf(0, vector(1)));
                    liar.send(flood);
                },
                "a flood");
    }

    @Test
    void hearsNoMoreOfAFloodThanWasDue() throws Exception {
        RawWorker liar = join(1);
        server.broadcast(0, vector(0), new int[0]);
        Message[] flood = new Message[500];
        Arrays.fill(flood, digestOf(0, vector(1)));
        liar.send(flood);
        liar.awaitEnd();
        int answers = 0;
        while (server.poll(TimeUnit.MINUTES.toNanos(1)) instanceof WorkerEvent.Answered) {
            answers++;
        }
        assertEquals(1, answers);
    }

    @Test
    void takesNoLongTrainingForAFlood() throws Exception {
        RawWorker worker = join(1);
        for (long step = 0; step < 50; step++) {
            playStep(worker, 1, step);
        }
    }
}
