package org.draco.am.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.draco.am.step.WorkerEvent;
import org.draco.codec.wire.Frames;
import org.draco.codec.wire.Message;
import org.junit.jupiter.api.Test;

/** How long the parameter server waits for those who say nothing, or say it slowly: time is moved by hand. */
class PatienceTest extends LoopbackServer {

    private static final Limits SHORT = new Limits(20, 180, 60, 100, 100);

    @Override
    Door door(Optional<ServerIdentity> identity) {
        return new Door(JOB, new JobSecrets(key, identity), WORKERS, SHORT);
    }

    /** The loop has heard nothing, and works on. */
    private void assertUnharmed() throws Exception {
        RawWorker member = join(0);
        long step = server.broadcastStep();
        if (step >= 0) {
            member.readParameters(chunks, step);
        }
        playStep(member, 0, step + 1);
    }

    private void assertRefused(VirtualWorker worker, String why) throws Exception {
        try (LogLines log = new LogLines()) {
            worker.pass(1);
            assertFalse(worker.isConnected());
            assertEquals(1, log.with(why).size(), "logged once");
        }
    }

    @Test
    void aConnectionThatProvesNothingIsClosed() throws Exception {
        VirtualWorker silent = VirtualWorker.connect(server);
        silent.pass(19);
        assertTrue(silent.isConnected());
        assertRefused(silent, "no proof of identity within 20 s");
        assertUnharmed();
    }

    @Test
    void aConnectionThatProvesNothingIsClosedAlsoBeforeThereAreParameters() throws Exception {
        try (ParameterServer closed =
                new ParameterServer(door(Optional.empty()), VOTING, LZ4, clock)) {
            VirtualWorker silent = VirtualWorker.connect(closed);
            silent.pass(19);
            assertTrue(silent.isConnected());
            assertRefused(silent, "no proof of identity within 20 s");
        }
    }

    @Test
    void whoeverSpellsItsProofOutSlowlyIsClosed() throws Exception {
        VirtualWorker slow = VirtualWorker.connect(server);
        byte[] hello = Frames.encode(new Message.Stop("x".repeat(1000)));
        for (int i = 0; i < 19; i++) {
            slow.send(new byte[] {hello[i]});
            slow.pass(1);
            assertTrue(slow.isConnected());
        }
        assertRefused(slow, "no proof of identity within 20 s");
        assertUnharmed();
    }

    @Test
    void aWorkerThatNeverGetsReadyIsClosed() throws Exception {
        VirtualWorker idle = VirtualWorker.prove(server, key, 1);
        idle.pass(179);
        assertTrue(idle.isConnected());
        assertRefused(idle, "not ready within 180 s");
        assertUnharmed();
    }

    @Test
    void aWorkerThatIsReadyBeforeThereAreParametersMayWait() throws Exception {
        try (ParameterServer closed =
                new ParameterServer(door(Optional.empty()), VOTING, LZ4, clock)) {
            VirtualWorker early = VirtualWorker.join(closed, key, 1);
            early.pass(10_000);
            assertTrue(early.isConnected());
            closed.open(DIMENSION);
            assertEquals(1, closed.poll(TimeUnit.MINUTES.toNanos(1)).worker());
        }
    }

    @Test
    void aMemberMayBeSilentAsLongAsItLikesBetweenFrames() throws Exception {
        VirtualWorker member = VirtualWorker.join(server, key, 1);
        event(WorkerEvent.Joined.class);
        server.broadcast(0, vector(0), new int[0]);
        member.pass(100_000);
        assertTrue(member.isConnected());
        byte[] answer = Frames.encode(digestOf(0, vector(1)));
        member.send(Arrays.copyOf(answer, 7));
        member.pass(59);
        member.send(Arrays.copyOfRange(answer, 7, answer.length));
        event(WorkerEvent.Answered.class);
        member.pass(100_000);
        assertTrue(member.isConnected());
    }

    private void assertLost(VirtualWorker worker, String why) throws Exception {
        worker.pass(1);
        assertFalse(worker.isConnected());
        WorkerEvent.Lost lost = event(WorkerEvent.Lost.class);
        assertEquals(1, lost.worker());
        assertTrue(lost.why().contains(why), lost.why());
        assertUnharmed();
    }

    /** From its first byte on, whatever trickles in. */
    @Test
    void whoeverBeginsAFrameMustEndIt() throws Exception {
        VirtualWorker slow = VirtualWorker.join(server, key, 1);
        event(WorkerEvent.Joined.class);
        byte[] frame = Frames.encode(new Message.Stop("x".repeat(1000)));
        for (int i = 0; i < 59; i++) {
            slow.send(new byte[] {frame[i]});
            slow.pass(1);
            assertTrue(slow.isConnected());
        }
        slow.send(new byte[] {frame[59]});
        assertLost(slow, "the end of a frame within 60 s");
    }

    /** What follows an old frame in one go has its own time. */
    @Test
    void theTimeOfAFrameBeginsWithIt() throws Exception {
        VirtualWorker member = VirtualWorker.join(server, key, 1);
        event(WorkerEvent.Joined.class);
        server.broadcast(0, vector(0), new int[0]);
        byte[] answer = Frames.encode(digestOf(0, vector(1)));
        byte[] andMore = Arrays.copyOf(answer, answer.length + 2);
        member.send(Arrays.copyOf(andMore, 3));
        member.pass(50);
        member.send(Arrays.copyOfRange(andMore, 3, andMore.length));
        event(WorkerEvent.Answered.class);
        member.pass(59);
        assertTrue(member.isConnected());
        assertLost(member, "the end of a frame within 60 s");
    }

    @Test
    void whoeverTakesNothingOfWhatItIsSentIsClosed() throws Exception {
        VirtualWorker deaf = VirtualWorker.join(server, key, 1);
        event(WorkerEvent.Joined.class);
        deaf.turnDeaf();
        server.broadcast(0, vector(0), new int[0]);
        deaf.pass(59);
        assertTrue(deaf.isConnected());
        assertLost(deaf, "took nothing");
    }

    @Test
    void whoeverIsToldToStopIsNotHeardAndDoesNotStay() throws Exception {
        VirtualWorker liar = VirtualWorker.join(server, key, 1);
        event(WorkerEvent.Joined.class);
        server.broadcast(0, vector(0), new int[0]);
        liar.turnDeaf();
        server.expel(1, "proven");
        liar.pass(0);
        liar.send(digestOf(0, vector(1)));
        liar.send(new Message.Stop("you"));
        liar.pass(4);
        assertTrue(liar.isConnected());
        liar.pass(1);
        assertFalse(liar.isConnected());
        assertUnharmed();
    }
}
