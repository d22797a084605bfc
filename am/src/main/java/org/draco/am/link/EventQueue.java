package org.draco.am.link;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.draco.am.step.WorkerEvent;

/**
 * What the loop has not read yet. Of each worker only so much: whoever sends more is not taken in. Thread-safe.
 *
 * <p>That a worker has come or gone is never left out; how often it comes is bounded elsewhere.
 */
final class EventQueue {

    private record Entry(WorkerEvent event, boolean askedFor, long bytes) {}

    private final LinkedBlockingQueue<Entry> entries = new LinkedBlockingQueue<>();
    private final AtomicIntegerArray answers;
    private final AtomicIntegerArray vectors;
    private final HeldBytes held;

    EventQueue(int workers, HeldBytes held) {
        this.answers = new AtomicIntegerArray(workers);
        this.vectors = new AtomicIntegerArray(workers);
        this.held = held;
    }

    void add(WorkerEvent.Joined joined) {
        entries.add(new Entry(joined, true, 0));
    }

    void add(WorkerEvent.Lost lost) {
        entries.add(new Entry(lost, true, 0));
    }

    /** Whether there was room. */
    boolean offer(WorkerEvent.Answered answer) {
        return offer(new Entry(answer, false, 0), answers, Limits.ANSWERS);
    }

    /**
     * Takes the vector in the queue's care, if there is room: vectors that the loop has asked for always have.
     *
     * @param bytes its size, which is counted from here on
     * @return whether there was room
     */
    boolean offer(WorkerEvent.VectorArrived arrival, boolean askedFor, long bytes) {
        Entry entry = new Entry(arrival, askedFor, bytes);
        if (askedFor) {
            held.add(bytes);
            return entries.add(entry);
        }
        return offer(entry, vectors, Limits.VECTORS_WAITING);
    }

    private boolean offer(Entry entry, AtomicIntegerArray waiting, int most) {
        if (waiting.incrementAndGet(entry.event.worker()) > most) {
            waiting.decrementAndGet(entry.event.worker());
            return false;
        }
        held.add(entry.bytes);
        return entries.add(entry);
    }

    /** The next event, or null if none comes in time. */
    WorkerEvent poll(long maxWaitNanos) throws InterruptedException {
        Entry entry = entries.poll(maxWaitNanos, TimeUnit.NANOSECONDS);
        if (entry == null) {
            return null;
        }
        held.add(-entry.bytes);
        int worker = entry.event.worker();
        if (entry.event instanceof WorkerEvent.Answered) {
            answers.decrementAndGet(worker);
        } else if (entry.event instanceof WorkerEvent.VectorArrived && !entry.askedFor) {
            vectors.decrementAndGet(worker);
        }
        return entry.event;
    }
}
