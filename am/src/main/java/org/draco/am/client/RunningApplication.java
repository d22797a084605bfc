package org.draco.am.client;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.draco.layout.file.Pause;

/**
 * An application that was submitted, whatever it is for. Follow it from one thread; {@link #close} may come from any, so that a Ctrl-C
 * can end it.
 */
final class RunningApplication implements AutoCloseable {

    /** Looks at what it has written, on the thread that follows. */
    interface Files {

        /** It is time to look; the last call comes after the application's end. */
        void look() throws IOException;
    }

    /**
     * How it ended.
     *
     * @param status as YARN has it
     * @param diagnostics why; more than YARN says, where this client knows more
     * @param seconds from submission
     */
    record End(Application.Status status, String diagnostics, double seconds) {}

    /** The ResourceManager calls nobody back, so the client has to ask. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Application application;
    private final LongSupplier nanoTime;
    private final Pause pause;
    private final int allocationSeconds;
    private final QueueTurns turns;
    private final long submittedNanos;
    private volatile boolean leaveAlone;

    /**
     * @param nanoTime a clock as {@link System#nanoTime}
     * @param pause waits between looks
     * @param allocationSeconds until YARN must have given the ApplicationMaster room
     * @param turns of those that may have to wait for each other, by the same clock
     */
    RunningApplication(
            Application application,
            LongSupplier nanoTime,
            Pause pause,
            int allocationSeconds,
            QueueTurns turns) {
        this.application = application;
        this.nanoTime = nanoTime;
        this.pause = pause;
        this.allocationSeconds = allocationSeconds;
        this.turns = turns;
        this.submittedNanos = nanoTime.getAsLong();
    }

    /** As {@code yarn application -status} wants it. */
    String id() {
        return application.id();
    }

    /**
     * Follows it to its end. One whose ApplicationMaster, the first or one that follows it, gets no room within the allocation timeout
     * is killed, with diagnostics that say how the queue stands.
     *
     * @param listener hears how it stands
     * @throws IOException if the ResourceManager can no longer be asked, and the application may still run
     */
    End follow(ApplicationListener listener, Files files) throws IOException, InterruptedException {
        try {
            return toTheEnd(listener, files);
        } finally {
            turns.runsNot(this);
        }
    }

    private End toTheEnd(ApplicationListener listener, Files files)
            throws IOException, InterruptedException {
        Application.Status last = application.status();
        tell(listener, last);
        long acceptedNanos = submittedNanos;
        while (!last.state().isEnd()) {
            if (last.state() == TrainingState.ACCEPTED && isOverdue(acceptedNanos)) {
                return killedInQueue(last, listener);
            }
            pause.nanos(LOOK_NANOS);
            Application.Status now = application.status();
            files.look();
            if (now.state() == TrainingState.RUNNING) {
                listener.progress(now.progress());
            }
            if (now.state() != last.state()) {
                tell(listener, now);
                acceptedNanos = nanoTime.getAsLong();
            }
            last = now;
        }
        files.look();
        leaveAlone = true;
        return new End(last, last.detail(), seconds());
    }

    private void tell(ApplicationListener listener, Application.Status now) {
        if (now.state() == TrainingState.RUNNING) {
            turns.runs(this);
        } else {
            turns.runsNot(this);
        }
        listener.state(now.state(), now.detail());
        String url = now.trackingUrl();
        if (now.state() == TrainingState.RUNNING && url != null && url.startsWith("http")) {
            listener.page(url);
        }
    }

    private boolean isOverdue(long sinceNanos) {
        return turns.waitedNanos(sinceNanos) >= TimeUnit.SECONDS.toNanos(allocationSeconds);
    }

    private End killedInQueue(Application.Status waiting, ApplicationListener listener)
            throws IOException {
        String why =
                "YARN accepted the application and did not start its ApplicationMaster within "
                        + allocationSeconds
                        + " s ("
                        + application.surroundings()
                        + "); "
                        + "submit it to a queue with room, lower its memory, or wait longer. YARN says: "
                        + (waiting.detail().isEmpty() ? "nothing" : waiting.detail());
        application.kill(why);
        leaveAlone = true;
        Application.Status killed = application.status();
        listener.state(killed.state(), why);
        return new End(killed, why, seconds());
    }

    private double seconds() {
        return (nanoTime.getAsLong() - submittedNanos) / 1e9;
    }

    /** From now on {@link #close} lets it live on. */
    void detach() {
        leaveAlone = true;
    }

    /**
     * Kills it unless it is known to be over or was detached, and waits until YARN has.
     *
     * @throws IOException if it could not be killed; the message names it
     */
    @Override
    public void close() throws IOException {
        if (!leaveAlone) {
            leaveAlone = true;
            application.kill("the client that had submitted it was closed before its end");
        }
    }
}
