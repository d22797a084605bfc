package org.draco.am.step.simulation;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.draco.am.step.WorkerEvent;
import org.draco.codec.code.Request;

/** What the loop was told of who is there, and what it must have done by the time it waits again. */
final class Attendance {

    private final Set<Integer> gone = new TreeSet<>();
    private final Set<Integer> expelled = new TreeSet<>();
    private final Set<Request> asked = new HashSet<>();
    private final Set<Integer> returned = new TreeSet<>();
    private final Set<Integer> newlyGone = new TreeSet<>();
    private final Set<Integer> newlyJoined = new TreeSet<>();
    private int lossesInStep;

    void told(WorkerEvent event) {
        if (event instanceof WorkerEvent.Lost) {
            gone.add(event.worker());
            newlyGone.add(event.worker());
            lossesInStep++;
        } else if (event instanceof WorkerEvent.Joined && expelled.contains(event.worker())) {
            returned.add(event.worker());
        } else if (event instanceof WorkerEvent.Joined) {
            gone.remove(event.worker());
            newlyJoined.add(event.worker());
        }
    }

    /** Its process is gone, whatever comes in its place. */
    void replaced(int worker) {
        Invariant.GONE_ARE_NOT_AWAITED.require(
                !expelled.contains(worker), "%d is replaced, which was expelled", worker);
        gone.add(worker);
    }

    /** Another step is tried for the first time. */
    void beginsStep() {
        lossesInStep = 0;
    }

    /** How often the loop was told since then that somebody is lost. */
    int lossesInStep() {
        return lossesInStep;
    }

    void expelled(int worker) {
        expelled.add(worker);
        returned.remove(worker);
    }

    void asked(Request request) {
        Invariant.GONE_ARE_NOT_AWAITED.require(
                !isGone(request.worker()), "%s of one who is gone", request);
        asked.add(request);
    }

    Set<Integer> expelled() {
        return expelled;
    }

    boolean isGone(int worker) {
        return gone.contains(worker) || expelled.contains(worker);
    }

    /** The step's parameters are on their way. */
    void begins(WitnessedDecoder decoder) {
        requireLost(decoder, gone);
        requireLost(decoder, expelled);
        newlyGone.clear(); // who has joined since is there
    }

    /** The loop waits again, in the middle of a step or between two. */
    void waits(WitnessedDecoder decoder) {
        if (decoder.truth() != null && !decoder.isDecoded()) {
            requireLost(decoder, newlyGone);
            for (Request open : decoder.openRequests()) {
                Invariant.ASKS_OUTLIVE_CONNECTIONS.require(
                        !newlyJoined.contains(open.worker()) || asked.contains(open),
                        "%s was not asked again",
                        open);
            }
        }
        Invariant.EXPELLED_ARE_NOT_HEARD.require(
                returned.isEmpty(), "%s came back and were not turned away", returned);
        newlyGone.clear();
        newlyJoined.clear();
        asked.clear();
    }

    private static void requireLost(WitnessedDecoder decoder, Set<Integer> workers) {
        Invariant.GONE_ARE_NOT_AWAITED.require(
                decoder.lost().containsAll(workers),
                "%s are gone, %s are lost to the step",
                workers,
                decoder.lost());
    }
}
