package org.draco.am.link;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.draco.am.step.WorkerEvent;

/**
 * Of each rank, who has proven to be it and who takes part; and the parameters that were said last, which whoever joins late is
 * told first. Thread-safe; what the loop hears of comings and goings is in their order.
 */
final class Members implements AutoCloseable {

    /** One connection of a rank has proven who it is and prepares itself, another may still take part. */
    private static final class Seat {
        private final Allowance entries;
        private WorkerConnection proven;
        private WorkerConnection member;

        Seat(Allowance entries) {
            this.entries = entries;
        }

        List<WorkerConnection> all() {
            return Stream.of(proven, member).filter(Objects::nonNull).toList();
        }
    }

    private static final long NONE = -1;

    private final GuestList guests;
    private final EventQueue events;
    private final Seat[] seats;
    private ParameterFrames latestParameters = ParameterFrames.NONE;
    private volatile long broadcastStep = NONE;

    Members(GuestList guests, EventQueue events, LongSupplier nanoClock) {
        this.guests = guests;
        this.events = events;
        this.seats = new Seat[guests.workers()];
        long nanosPerEntry = TimeUnit.SECONDS.toNanos(Limits.SECONDS_PER_ENTRY);
        Arrays.setAll(
                seats, rank -> new Seat(new Allowance(Limits.ENTRIES, nanosPerEntry, nanoClock)));
    }

    /** The step that was broadcast last; -1 before the first. */
    long broadcastStep() {
        return broadcastStep;
    }

    /**
     * A connection has proven to be this attempt of a rank; an older one that has and does not take part yet is closed.
     *
     * @return why it cannot stay, if so
     */
    synchronized Optional<String> enter(WorkerConnection connection) {
        Seat seat = seats[connection.rank()];
        if (!guests.has(connection.rank(), connection.attempt())) {
            return Optional.of("this attempt is not let in any more");
        }
        if (!seat.entries.take()) {
            return Optional.of(
                    "it comes back too often; every %d s is often enough"
                            .formatted(Limits.SECONDS_PER_ENTRY));
        }
        if (seat.proven != null) {
            seat.proven.refuse("a newer connection of its rank has come");
        }
        seat.proven = connection;
        return Optional.empty();
    }

    /** A connection takes part from now on, if its attempt of the rank is let in still; the rank's older one is closed. */
    synchronized boolean join(WorkerConnection connection, WorkerEvent.Joined event) {
        Seat seat = seats[event.worker()];
        if (seat.proven != connection) {
            return false;
        }
        WorkerConnection older = seat.member;
        seat.proven = null;
        seat.member = connection;
        events.add(event);
        if (older != null) {
            older.close();
        }
        if (latestParameters != ParameterFrames.NONE) {
            connection.sendParameters(latestParameters);
        }
        return true;
    }

    /**
     * A connection that had proven who it is has ended; if it took part, the loop is told.
     *
     * @return whether it took part
     */
    synchronized boolean left(WorkerConnection connection, String why) {
        Seat seat = seats[connection.rank()];
        if (seat.proven == connection) {
            seat.proven = null;
        }
        if (seat.member == connection) {
            seat.member = null;
            events.add(new WorkerEvent.Lost(connection.rank(), why));
            return true;
        }
        return false;
    }

    /** From now on this attempt of the rank is let in and no other; another that is here is closed and the loop told. */
    synchronized void admit(int rank, int attempt) {
        guests.admit(rank, attempt);
        Seat seat = seats[rank];
        if (seat.proven != null && seat.proven.attempt() != attempt) {
            seat.proven.refuse("its container has been replaced");
            seat.proven = null;
        }
        if (seat.member != null && seat.member.attempt() != attempt) {
            lose(rank, "its container has been replaced");
        }
    }

    /** From now on nobody is let in; who is here is told why. The loop, whose wish it is, is not told. */
    synchronized void expel(int rank, String why) {
        guests.expel(rank);
        dismiss(seats[rank], why);
    }

    /** Tells the loop that this worker is lost, and closes its connection if it takes part. */
    synchronized void lose(int rank, String why) {
        WorkerConnection member = seats[rank].member;
        seats[rank].member = null;
        events.add(new WorkerEvent.Lost(rank, why));
        if (member != null) {
            member.close();
        }
    }

    /** Tells all that they are not needed any more. */
    synchronized void dismissAll(String why) {
        for (Seat seat : seats) {
            dismiss(seat, why);
        }
    }

    private static void dismiss(Seat seat, String why) {
        for (WorkerConnection connection : seat.all()) {
            connection.stop(why);
        }
        seat.proven = null;
        seat.member = null;
    }

    /** The parameters that were said last hold no more: who joins until there are others waits for them. */
    synchronized void forgetParameters() {
        latestParameters.release();
        latestParameters = ParameterFrames.NONE;
    }

    /** Sends a step's parameters to all who take part; takes the frames in its care. */
    synchronized void broadcast(long step, ParameterFrames frames) {
        broadcastStep = step;
        forgetParameters();
        latestParameters = frames;
        for (Seat seat : seats) {
            if (seat.member != null) {
                seat.member.sendParameters(frames);
            }
        }
    }

    /** Does something with a rank's member, if there is one. */
    synchronized void ifPresent(int rank, Consumer<WorkerConnection> action) {
        if (seats[rank].member != null) {
            action.accept(seats[rank].member);
        }
    }

    /** Hangs up, and gives the parameters back. */
    @Override
    public synchronized void close() {
        for (Seat seat : seats) {
            for (WorkerConnection connection : seat.all()) {
                connection.close();
            }
            seat.proven = null;
            seat.member = null;
        }
        forgetParameters();
    }
}
