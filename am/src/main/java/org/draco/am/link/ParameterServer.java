package org.draco.am.link;

import io.netty.channel.Channel;
import io.netty.handler.timeout.WriteTimeoutHandler;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.draco.am.step.WorkerEvent;
import org.draco.am.step.WorkerLink;
import org.draco.codec.code.GradientCode;
import org.draco.codec.code.Request;
import org.draco.codec.vector.NumberVector;
import org.draco.codec.wire.Compression;
import org.draco.codec.wire.JobVectors;
import org.draco.codec.wire.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for workers, lets in those that prove who they are, and carries the loop's messages to them and back.
 *
 * <p>It is bound when it is made, so that its port can be given to workers; workers that are ready before {@link #open} wait.
 * Parameters are encoded once and the same buffer is written to every worker; how they and answers travel is {@link WayChoice}'s. The loop's thread calls the methods of
 * {@link WorkerLink}; the others may be called by any thread.
 */
public final class ParameterServer implements WorkerLink, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ParameterServer.class);

    private final Door door;
    private final GradientCode code;
    private final Compression compression;
    private final AnswerRules answerRules;
    private final WayChoice ways;
    private final FrameMemory memory = new FrameMemory();
    private final LongSupplier nanoClock;

    private final SpareVectors spare;
    private final HeldBytes held = new HeldBytes();
    private final GuestList guests;
    private final EventQueue events;
    private final Members members;
    private final Lobby lobby;
    private final Refusals refusals;
    private final AtomicLong bytesIn = new AtomicLong();
    private final AtomicLong bytesOut = new AtomicLong();
    private final Set<WorkerConnection> early = new LinkedHashSet<>();
    private final Entrance entrance;

    private volatile JobVectors vectors;

    /**
     * Binds a free port on all interfaces.
     *
     * @param door whom it lets in
     * @param code what workers send
     * @param compression how vectors travel
     * @throws IOException if no port can be had
     */
    public ParameterServer(Door door, GradientCode code, Compression compression)
            throws IOException {
        this(door, code, compression, System::nanoTime);
    }

    /** @param nanoClock counts how long steps take, how often somebody comes back, and when the log may say so again */
    ParameterServer(Door door, GradientCode code, Compression compression, LongSupplier nanoClock)
            throws IOException {
        this.door = door;
        this.code = code;
        this.compression = compression;
        this.answerRules = new AnswerRules(code);
        this.ways = new WayChoice(compression.ways());
        this.nanoClock = nanoClock;
        this.spare = new SpareVectors(door.workers());
        this.guests = new GuestList(door.secrets().key(), door.workers());
        this.events = new EventQueue(door.workers(), held);
        this.members = new Members(guests, events, nanoClock);
        this.lobby = new Lobby(door.limits().strangers(), door.limits().strangersPerAddress());
        this.refusals = new Refusals(nanoClock);
        this.entrance = new Entrance(door.secrets().identity(), this::welcome);
    }

    /** Begins to talk to whoever has connected. */
    void welcome(Channel channel) {
        int stallSeconds = door.limits().stallSeconds();
        FrameReader frames = new FrameReader(held, stallSeconds);
        WorkerConnection connection = new WorkerConnection(this, channel, frames);
        channel.pipeline()
                .addFirst("count", new ByteCounter(bytesIn, bytesOut))
                .addLast("frames", frames)
                .addLast("stall", new WriteTimeoutHandler(stallSeconds))
                .addLast("worker", connection);
        lobby.enter(connection)
                .ifPresent(
                        eldest ->
                                eldest.refuse("too many connections without a proof of identity"));
        connection.challenge();
    }

    /** The port that workers connect to. */
    public int port() {
        return entrance.port();
    }

    /**
     * Lets workers that are ready take part, now that the size of the model is known.
     *
     * @param dimension d
     */
    public void open(int dimension) {
        List<WorkerConnection> waiting;
        JobVectors known = JobVectors.of(code, dimension, compression);
        synchronized (early) {
            vectors = known;
            waiting = List.copyOf(early);
            early.clear();
        }
        LOG.info(
                "of what {} workers send, at most {} bytes are held",
                door.workers(),
                door.limits().mostBytesHeld(door.workers(), known));
        waiting.forEach(connection -> connection.join(known));
    }

    @Override
    public void broadcast(long step, float[] parameters, int[] exponents) {
        members.forgetParameters(); // else there are two steps' for a while
        int way = ways.next(nanoClock.getAsLong());
        members.broadcast(
                step, ParameterFrames.of(step, parameters, exponents, vectors, way, memory));
    }

    @Override
    public void request(Request request, long step) {
        members.ifPresent(request.worker(), member -> member.request(request, step));
    }

    @Override
    public void takeBack(NumberVector vector) {
        spare.add(vector);
    }

    @Override
    public void expel(int worker, String why) {
        members.expel(worker, why);
    }

    /**
     * Lets in this attempt of a rank from now on and no other, also where the rank was expelled. If another attempt is a
     * member, its connection is closed and the loop is told that it is lost.
     *
     * @param attempt how often the rank's container has been replaced, from 0
     */
    public void admit(int rank, int attempt) {
        members.admit(rank, attempt);
    }

    @Override
    public WorkerEvent poll(long maxWaitNanos) throws InterruptedException {
        return events.poll(maxWaitNanos);
    }

    @Override
    public long bytesIn() {
        return bytesIn.get();
    }

    @Override
    public long bytesOut() {
        return bytesOut.get();
    }

    /** Tells the loop that this worker's process has ended, and closes its connection if there is one. */
    public void workerLost(int rank, String why) {
        members.lose(rank, why);
    }

    /** Tells every worker that training is over; they exit. */
    public void stopWorkers(String why) {
        members.dismissAll(why);
    }

    /** Stops listening and closes every connection; workers look for another parameter server, unless they were told to stop. */
    @Override
    public void close() {
        entrance.stopListening();
        members.close();
        entrance.close();
        memory.close();
        LOG.info("of what workers sent, at most {} bytes were held at once", held.most());
    }

    // What a connection asks of the server.

    Limits limits() {
        return door.limits();
    }

    AnswerRules answerRules() {
        return answerRules;
    }

    HeldBytes held() {
        return held;
    }

    SpareVectors spare() {
        return spare;
    }

    long broadcastStep() {
        return members.broadcastStep();
    }

    /** What whoever says this must prove to hold; none if it is of another job or an attempt that is not let in. */
    Optional<byte[]> secretOf(Message.Hello hello) {
        return hello.job().equals(door.job())
                ? guests.secretOf(hello.rank(), hello.attempt())
                : Optional.empty();
    }

    /**
     * A connection has proven who it is.
     *
     * @return why it cannot stay, if so
     */
    Optional<String> enter(WorkerConnection connection) {
        lobby.leave(connection);
        return members.enter(connection);
    }

    /** Has a connection that is ready take part as soon as workers may. */
    void whenOpen(WorkerConnection connection) {
        synchronized (early) {
            if (vectors == null) {
                early.add(connection);
                return;
            }
        }
        connection.join(vectors);
    }

    /** A connection takes part from now on; not if its attempt of the rank is not let in any more. */
    boolean join(WorkerConnection connection, WorkerEvent.Joined event) {
        return members.join(connection, event);
    }

    /** Whether there was room for it. */
    boolean tell(WorkerEvent.Answered answer) {
        return events.offer(answer);
    }

    /** Whether there was room for it. */
    boolean tell(WorkerEvent.VectorArrived arrival, boolean askedFor) {
        return events.offer(arrival, askedFor, vectors.answers().vectorBytes());
    }

    /** A connection that had proven nothing has ended. */
    void strangerLeft(WorkerConnection connection, String why) {
        lobby.leave(connection);
        refusals.log("a stranger", connection.from(), why);
    }

    /** A connection that had proven who it is has ended; if it took part, the loop is told. */
    void workerLeft(WorkerConnection connection, String why) {
        synchronized (early) {
            early.remove(connection);
        }
        if (!members.left(connection, why)) {
            refusals.log("worker " + connection.rank(), connection.from(), why);
        }
    }
}
