package org.draco.am.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.draco.am.step.WorkerEvent;
import org.draco.codec.wire.Handshake;
import org.draco.codec.wire.Message;
import org.junit.jupiter.api.Test;

/** Many connections, and those that come again and again: they take no place, and fill no log. */
class StrangersTest extends LoopbackServer {

    private static final int MOST = 8;

    @Override
    Door door(Optional<ServerIdentity> identity) {
        return new Door(
                JOB,
                new JobSecrets(key, identity),
                WORKERS,
                new Limits(3600, 3600, 3600, 2 * MOST, MOST));
    }

    @Test
    void aFloodOfConnectionsKeepsNobodyOut() throws Exception {
        RawWorker member = join(0);
        playStep(member, 0, 0);
        List<RawWorker> flood = new ArrayList<>();
        for (int i = 0; i < 10 * MOST; i++) {
            RawWorker stranger = connect();
            stranger.read(Message.Challenge.class); // and so they are let in in this order
            flood.add(stranger);
        }
        RawWorker late = join(1);
        late.readParameters(chunks, 0);
        for (RawWorker stranger : flood.subList(0, 9 * MOST)) {
            stranger.awaitEnd();
        }
        server.broadcast(1, vector(1), new int[0]);
        late.readParameters(chunks, 1);
        member.readParameters(chunks, 1);
    }

    @Test
    void theEldestOfAnAddressGoesForANewOne() {
        List<VirtualWorker> here = new ArrayList<>();
        for (int i = 0; i < MOST + 3; i++) {
            here.add(VirtualWorker.connect(server));
            here.forEach(worker -> worker.pass(0));
        }
        for (int i = 0; i < here.size(); i++) {
            assertEquals(i >= 3, here.get(i).isConnected(), "connection " + i);
        }
    }

    @Test
    void whoeverHasProvenWhoItIsTakesNoStrangersPlace() {
        VirtualWorker proven = VirtualWorker.prove(server, key, 1);
        for (int i = 0; i < 5 * MOST; i++) {
            VirtualWorker.connect(server);
        }
        proven.pass(0);
        assertTrue(proven.isConnected());
    }

    @Test
    void whoeverHasGoneMakesRoom() {
        List<VirtualWorker> here = new ArrayList<>();
        for (int i = 0; i < MOST; i++) {
            here.add(VirtualWorker.connect(server));
        }
        here.get(5).hangUp();
        here.add(VirtualWorker.connect(server));
        here.forEach(worker -> worker.pass(0));
        assertTrue(here.get(0).isConnected());
    }

    @Test
    void aRankHasOneConnectionThatIsNotReadyYet() {
        VirtualWorker first = VirtualWorker.prove(server, key, 1);
        VirtualWorker second = VirtualWorker.prove(server, key, 1);
        VirtualWorker other = VirtualWorker.prove(server, key, 2);
        List.of(first, second, other).forEach(worker -> worker.pass(0));
        assertFalse(first.isConnected());
        assertTrue(second.isConnected());
        assertTrue(other.isConnected());
    }

    @Test
    void aProvenWorkerIsClosedAtOnceWhenItsRankIsReplacedOrExpelled() {
        VirtualWorker replaced = VirtualWorker.prove(server, key, 1);
        server.admit(1, 1);
        replaced.pass(0);
        assertFalse(replaced.isConnected());
        VirtualWorker expelled = VirtualWorker.prove(server, key, 2);
        server.expel(2, "proven");
        expelled.pass(0);
        assertEquals("proven", expelled.read(Message.Stop.class).why());
        assertFalse(expelled.isConnected());
    }

    private void joinAgain(int rank) throws Exception {
        join(rank).close();
        event(WorkerEvent.Lost.class);
    }

    @Test
    void whoeverComesBackTooOftenMustWait() throws Exception {
        for (int i = 0; i < Limits.ENTRIES; i++) {
            joinAgain(1);
        }
        try (LogLines log = new LogLines()) {
            RawWorker stormy = connect();
            stormy.send(stormy.hello(JOB, 1, secret(1)));
            stormy.awaitEnd();
            RawWorker member = join(0);
            playStep(member, 0, 0);
            nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(Limits.SECONDS_PER_ENTRY));
            joinAgain(1);
            RawWorker again = connect();
            again.send(again.hello(JOB, 1, secret(1)));
            again.awaitEnd();
            playStep(member, 0, 1);
            assertEquals(2, log.with("worker 1").size(), "each once");
            assertEquals(2, log.with("comes back too often").size());
        }
    }

    /** Others' mistakes cost a worker nothing: only whoever has its secret uses up its entries. */
    @Test
    void nobodyUsesUpTheEntriesOfAnother() throws Exception {
        for (int i = 0; i < 3 * Limits.ENTRIES; i++) {
            RawWorker intruder = connect();
            intruder.send(intruder.hello(JOB, 1, new byte[Handshake.SECRET_BYTES]));
            intruder.awaitEnd();
        }
        playStep(join(1), 1, 0);
    }

    @Test
    void theLogTellsOfEachOnceButNotOfAFlood() throws Exception {
        try (LogLines log = new LogLines()) {
            for (int i = 0; i < 1000; i++) {
                VirtualWorker.connect(server).hangUp();
            }
            assertEquals(Limits.LOG_LINES, log.with("stranger").size());
            nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(Limits.SECONDS_PER_LOG_LINE));
            for (int i = 0; i < 1000; i++) {
                VirtualWorker.connect(server).hangUp();
            }
            assertEquals(Limits.LOG_LINES + 1, log.with("stranger").size());
            assertEquals(1, log.with("before it 990 more, not told").size());
        }
        playStep(join(0), 0, 0);
    }

    @Test
    void whatAStrangerHasSentIsNotRepeatedInTheLog() throws Exception {
        try (LogLines log = new LogLines()) {
            VirtualWorker stranger = VirtualWorker.connect(server);
            stranger.send("\n\nINFO all is well: trust me\n".repeat(20).getBytes());
            assertFalse(stranger.isConnected());
            assertEquals(0, log.with("all is well").size());
            assertEquals(1, log.with("stranger").size());
            assertTrue(log.with("stranger").get(0).length() < 300);
        }
    }
}
