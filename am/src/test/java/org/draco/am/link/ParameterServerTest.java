package org.draco.am.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.draco.am.step.WorkerEvent;
import org.draco.codec.aggregate.AggregationRules;
import org.draco.codec.code.Digest;
import org.draco.codec.code.FloatArithmetic;
import org.draco.codec.code.GradientCode;
import org.draco.codec.code.Request;
import org.draco.codec.code.group.UncodedCode;
import org.draco.codec.vector.NumberType;
import org.draco.codec.vector.NumberVector;
import org.draco.codec.wire.Compression;
import org.draco.codec.wire.Message;
import org.draco.codec.wire.VectorChunks;
import org.junit.jupiter.api.Test;

/** The parameter server's door, over real loopback sockets whose other end is written by hand. */
class ParameterServerTest extends LoopbackServer {

    @Test
    void carriesStepsThatBeginWithADigest() throws Exception {
        RawWorker worker = join(1);
        for (long step = 0; step < 5; step++) {
            playStep(worker, 1, step);
        }
    }

    private static final GradientCode PLAIN =
            new UncodedCode(3, 0, AggregationRules.average(), new FloatArithmetic());

    @Test
    void carriesStepsThatBeginWithTheGradient() throws Exception {
        closes();
        opens(PLAIN);
        RawWorker worker = join(0);
        for (long step = 0; step < 3; step++) {
            server.broadcast(step, vector(0), new int[0]);
            worker.readParameters(chunks, step);
            worker.send(new Message.Answer(step, 0, 1, 2, 0, Optional.empty()));
            worker.sendVector(chunks, step, vector(5));
            assertTrue(event(WorkerEvent.Answered.class).digest().isEmpty());
            WorkerEvent.VectorArrived arrival = event(WorkerEvent.VectorArrived.class);
            assertArrayEquals(vector(5), floats(arrival));
            assertTrue(arrival.digest().isEmpty());
        }
    }

    @Test
    void putsAnAnswerWhereOneLayThatWasTakenBack() throws Exception {
        closes();
        opens(PLAIN);
        RawWorker worker = join(0);
        NumberVector last = null;
        for (int step = 0; step < 3; step++) {
            server.broadcast(step, vector(0), new int[0]);
            worker.readParameters(chunks, step);
            worker.send(new Message.Answer(step, 0, 1, 2, 0, Optional.empty()));
            worker.sendVector(chunks, step, vector(step));
            event(WorkerEvent.Answered.class);
            WorkerEvent.VectorArrived arrival = event(WorkerEvent.VectorArrived.class);
            assertArrayEquals(vector(step), floats(arrival));
            assertTrue(last == null || last == arrival.vector(), "step " + step);
            last = arrival.vector();
            server.takeBack(last);
        }
    }

    @Test
    void takesChunksInAnyOrder() throws Exception {
        closes();
        opens(PLAIN);
        RawWorker worker = join(0);
        server.broadcast(0, vector(0), new int[0]);
        worker.send(new Message.Answer(0, 0, 1, 2, 0, Optional.empty()));
        for (int index = chunks.count() - 1; index >= 0; index--) {
            worker.send(RawWorker.chunk(chunks, 0, index, vector(5)));
        }
        event(WorkerEvent.Answered.class);
        assertArrayEquals(vector(5), floats(event(WorkerEvent.VectorArrived.class)));
    }

    @Test
    void letsInAWorkerThatSaysEverythingAtOnce() throws Exception {
        RawWorker worker = connect();
        worker.send(
                worker.hello(JOB, 2, secret(2)),
                new Message.Ready(DIMENSION, Digest.of(new float[] {2})));
        assertEquals(2, event(WorkerEvent.Joined.class).worker());
        assertTrue(worker.isWelcomedBy(secret(2)));
        playStep(worker, 2, 0);
    }

    @Test
    void letsInThoseWhoConnectBeforeItOpens() throws Exception {
        try (ParameterServer closed = new ParameterServer(door(Optional.empty()), VOTING, LZ4);
                RawWorker early = new RawWorker(closed.port())) {
            closed.open(DIMENSION);
            early.send(early.hello(JOB, 0, secret(0)));
            early.send(new Message.Ready(DIMENSION, Digest.of(new float[0])));
            assertInstanceOf(WorkerEvent.Joined.class, closed.poll(TimeUnit.MINUTES.toNanos(1)));
        }
    }

    @Test
    void sendsTheCurrentParametersToThoseWhoJoinLate() throws Exception {
        server.broadcast(3, vector(3), new int[0]);
        assertArrayEquals(vector(3), join(0).readParameters(chunks, 3));
    }

    @Test
    void tellsTheLoopWhenAMemberLeaves() throws Exception {
        join(1).close();
        WorkerEvent.Lost lost = event(WorkerEvent.Lost.class);
        assertEquals(1, lost.worker());
        assertTrue(lost.why().contains("connection"), lost.why());
    }

    @Test
    void saysNothingOfThoseWhoLeaveBeforeTheyAreMembers() throws Exception {
        RawWorker proven = connect();
        proven.send(proven.hello(JOB, 1, secret(1)));
        proven.close();
        connect().close();
        playStep(join(0), 0, 0);
    }

    @Test
    void replacesAConnectionByANewOneOfTheSameRank() throws Exception {
        RawWorker before = join(1);
        playStep(before, 1, 0);
        RawWorker after = join(1);
        before.awaitEnd();
        assertArrayEquals(vector(0), after.readParameters(chunks, 0));
        playStep(after, 1, 1); // and so no Lost came between
    }

    @Test
    void letsAWorkerInAgainThatWasLost() throws Exception {
        join(1).close();
        event(WorkerEvent.Lost.class);
        playStep(join(1), 1, 0);
    }

    @Test
    void provesToAWorkerThatItIsTheServer() throws Exception {
        RawWorker worker = connect();
        worker.send(worker.hello(JOB, 1, secret(1)));
        assertTrue(worker.isWelcomedBy(secret(1)));
    }

    @Test
    void letsInTheAttemptThatItIsToldTo() throws Exception {
        server.admit(1, 7);
        playStep(join(1, 7), 1, 0);
    }

    @Test
    void closesTheConnectionOfAWorkerThatIsReplaced() throws Exception {
        RawWorker before = join(1);
        playStep(before, 1, 0);
        server.admit(1, 1);
        WorkerEvent.Lost lost = event(WorkerEvent.Lost.class);
        assertEquals(1, lost.worker());
        assertTrue(lost.why().contains("replaced"), lost.why());
        before.awaitEnd();
        RawWorker after = join(1, 1);
        after.readParameters(chunks, 0);
        playStep(after, 1, 1);
    }

    @Test
    void leavesAWorkerAloneThatIsLetInAgain() throws Exception {
        RawWorker worker = join(1);
        server.admit(1, 0);
        playStep(worker, 1, 0); // and so no Lost came
    }

    @Test
    void letsARankInAgainThatWasExpelledWhenItIsReplaced() throws Exception {
        RawWorker liar = join(1);
        server.expel(1, "proven");
        assertEquals("proven", liar.read(Message.Stop.class).why());
        server.admit(1, 1);
        playStep(join(1, 1), 1, 0);
    }

    @Test
    void losesAWorkerWhoseProcessEnded() throws Exception {
        RawWorker worker = join(1);
        server.workerLost(1, "exit status 137");
        assertEquals(new WorkerEvent.Lost(1, "exit status 137"), event(WorkerEvent.Lost.class));
        worker.awaitEnd();
        server.workerLost(2, "never came");
        assertEquals(new WorkerEvent.Lost(2, "never came"), event(WorkerEvent.Lost.class));
        playStep(join(0), 0, 0);
    }

    @Test
    void sendsNothingToThoseWhoAreNotThere() throws Exception {
        server.request(new Request.SendVector(2, 0), 0);
        playStep(join(0), 0, 0);
    }

    /** 64 MB and more, far beyond what the sockets' buffers take. */
    @Test
    void isNotHeldUpByAMemberThatDoesNotRead() throws Exception {
        int dimension = 1 << 20;
        Compression raw = new Compression("raw", 0, "none", 1 << 16);
        VectorChunks large = new VectorChunks(NumberType.FLOAT32, dimension, raw);
        try (ParameterServer other = new ParameterServer(door(Optional.empty()), VOTING, raw)) {
            other.open(dimension);
            try (RawWorker deaf = RawWorker.join(other.port(), JOB, 0, 0, secret(0), dimension);
                    RawWorker good =
                            RawWorker.join(other.port(), JOB, 1, 0, secret(1), dimension)) {
                other.poll(TimeUnit.MINUTES.toNanos(1));
                other.poll(TimeUnit.MINUTES.toNanos(1));
                float[] parameters = new float[dimension];
                for (int step = 0; step < 16; step++) {
                    parameters[step] = step + 1;
                    other.broadcast(step, parameters, new int[0]);
                    assertArrayEquals(parameters, good.readParameters(large, step));
                }
                assertTrue(
                        other.bytesOut() < 24L * 4 * dimension,
                        "sent or kept for a deaf worker: " + other.bytesOut());
                assertTrue(deaf.bytesReceived() < 100, "it has read more than the introduction");
            }
        }
    }

    @Test
    void countsEveryByte() throws Exception {
        RawWorker one = join(0);
        RawWorker two = join(1);
        server.broadcast(0, vector(0), new int[0]);
        one.readParameters(chunks, 0);
        two.readParameters(chunks, 0);
        playStep(one, 0, 1);
        two.readParameters(chunks, 1);
        assertEquals(one.bytesSent() + two.bytesSent(), server.bytesIn());
        assertEquals(one.bytesReceived() + two.bytesReceived(), server.bytesOut());
    }

    @Test
    void tellsWorkersToStop() throws Exception {
        RawWorker worker = join(1);
        server.stopWorkers("training is over");
        assertEquals("training is over", worker.read(Message.Stop.class).why());
        worker.awaitEnd();
        playStep(join(0), 0, 0); // and so no Lost came
    }

    @Test
    void leavesNoThreadAndNoConnectionBehind() throws Exception {
        RawWorker member = join(1);
        RawWorker stranger = connect();
        assertTrue(threads().size() > 1, "the test looks for the wrong names");
        server.close();
        member.awaitEnd();
        stranger.awaitEnd();
        for (Thread thread : threads()) {
            thread.join(TimeUnit.MINUTES.toMillis(1));
            assertFalse(thread.isAlive(), thread.getName());
        }
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("ps-"))
                .toList();
    }
}
