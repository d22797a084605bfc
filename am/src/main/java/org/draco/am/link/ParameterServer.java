package org.draco.am.link;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.draco.am.step.WorkerEvent;
import org.draco.am.step.WorkerLink;
import org.draco.codec.code.GradientCode;
import org.draco.codec.code.Request;
import org.draco.codec.vector.FloatVector;
import org.draco.codec.vector.NumberVector;
import org.draco.codec.wire.Compression;
import org.draco.codec.wire.Frames;
import org.draco.codec.wire.JobKey;
import org.draco.codec.wire.JobVectors;
import org.draco.codec.wire.Message;
import org.draco.codec.wire.VectorChunks;

/**
 * Listens for workers, lets in those that prove who they are, and carries the loop's messages to them and back.
 *
 * <p>It is bound when it is made, so that its port can be given to workers; workers that connect before {@link #open} wait.
 * Parameters are encoded once and the same buffer is written to every worker. The loop's thread calls the methods of
 * {@link WorkerLink}; the others may be called by any thread.
 */
public final class ParameterServer implements WorkerLink, AutoCloseable {

    private static final int IO_THREADS = 2;
    private static final long CLOSE_SECONDS = 5;

    private final String job;
    private final GuestList guests;
    private final GradientCode code;
    private final Compression compression;
    private final EventLoopGroup acceptor =
            new NioEventLoopGroup(1, new DefaultThreadFactory("ps-accept", true));
    private final EventLoopGroup io =
            new NioEventLoopGroup(IO_THREADS, new DefaultThreadFactory("ps-io", true));
    private final Optional<SslContext> tunnel;
    private final Channel listening;

    private final LinkedBlockingQueue<WorkerEvent> events = new LinkedBlockingQueue<>();
    private final AtomicReferenceArray<WorkerConnection> members;
    private final AtomicLong bytesIn = new AtomicLong();
    private final AtomicLong bytesOut = new AtomicLong();
    private final List<WorkerConnection> early = new ArrayList<>();

    private volatile JobVectors vectors;
    private volatile long broadcastStep = -1;
    private ByteBuf latestParameters = Unpooled.EMPTY_BUFFER;

    /** Binds a free port on all interfaces; connections are not encrypted. */
    public ParameterServer(
            String job, JobKey key, int workers, GradientCode code, Compression compression)
            throws IOException {
        this(job, key, workers, code, compression, Optional.empty());
    }

    /**
     * Binds a free port on all interfaces.
     *
     * @param job the job's id, which workers must name
     * @param key from which the workers' secrets are derived
     * @param workers P; of each the first attempt is let in, until {@link #admit} says otherwise
     * @param code what workers send
     * @param compression how vectors travel
     * @param identity what the server shows itself by, if connections are encrypted
     * @throws IOException if no port can be had
     */
    public ParameterServer(
            String job,
            JobKey key,
            int workers,
            GradientCode code,
            Compression compression,
            Optional<ServerIdentity> identity)
            throws IOException {
        this.job = job;
        this.guests = new GuestList(key, workers);
        this.code = code;
        this.compression = compression;
        this.tunnel = identity.map(ServerIdentity::context);
        this.members = new AtomicReferenceArray<>(workers);
        ServerBootstrap bootstrap =
                new ServerBootstrap()
                        .group(acceptor, io)
                        .channel(NioServerSocketChannel.class)
                        .option(ChannelOption.SO_BACKLOG, 1024)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childOption(ChannelOption.SO_KEEPALIVE, true)
                        .childHandler(
                                new ChannelInitializer<SocketChannel>() {
                                    @Override
                                    protected void initChannel(SocketChannel channel) {
                                        welcome(channel);
                                    }
                                });
        var bound = bootstrap.bind(0).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            shutDownThreads();
            throw new IOException("cannot listen for workers: " + bound.cause(), bound.cause());
        }
        this.listening = bound.channel();
    }

    private void welcome(SocketChannel channel) {
        WorkerConnection connection = new WorkerConnection(this, channel);
        channel.pipeline().addLast("count", new ByteCounter(bytesIn, bytesOut));
        tunnel.ifPresent(
                context -> channel.pipeline().addLast(context.newHandler(channel.alloc())));
        channel.pipeline()
                .addLast(FrameDecoder.NAME, new FrameDecoder(Frames.MAX_SMALL_FRAME_BYTES));
        channel.pipeline().addLast("worker", connection);
        synchronized (early) {
            if (vectors == null) {
                early.add(connection);
                return;
            }
        }
        connection.challenge();
    }

    /** The port that workers connect to. */
    public int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    /**
     * Starts to talk to workers, now that the size of the model is known.
     *
     * @param dimension d
     */
    public void open(int dimension) {
        List<WorkerConnection> waiting;
        synchronized (early) {
            vectors = JobVectors.of(code, dimension, compression);
            waiting = List.copyOf(early);
            early.clear();
        }
        waiting.forEach(WorkerConnection::challenge);
    }

    @Override
    public void broadcast(long step, float[] parameters, int[] exponents) {
        ByteBuf frames =
                PooledByteBufAllocator.DEFAULT.directBuffer(parameters.length * Float.BYTES);
        vectors.exponents()
                .ifPresent(
                        chunks ->
                                write(
                                        Message.VectorKind.EXPONENTS,
                                        step,
                                        chunks,
                                        asFloats(exponents),
                                        frames));
        write(
                Message.VectorKind.PARAMETERS,
                step,
                vectors.parameters(),
                new FloatVector(parameters),
                frames);
        ByteBuf before;
        synchronized (members) {
            broadcastStep = step;
            before = latestParameters;
            latestParameters = frames;
            for (int rank = 0; rank < members.length(); rank++) {
                WorkerConnection member = members.get(rank);
                if (member != null) {
                    member.sendParameters(frames.retainedDuplicate());
                }
            }
        }
        before.release();
    }

    private static void write(
            Message.VectorKind kind,
            long step,
            VectorChunks chunks,
            NumberVector vector,
            ByteBuf frames) {
        for (int index = 0; index < chunks.count(); index++) {
            byte[] payload = chunks.encode(vector, index);
            frames.writeBytes(Frames.encode(new Message.Chunk(kind, step, 0, index, payload)));
        }
    }

    private static FloatVector asFloats(int[] exponents) {
        float[] whole = new float[exponents.length];
        for (int i = 0; i < whole.length; i++) {
            whole[i] = exponents[i];
        }
        return new FloatVector(whole);
    }

    @Override
    public void request(Request request, long step) {
        WorkerConnection member = members.get(request.worker());
        if (member != null) {
            member.request(request, step);
        }
    }

    @Override
    public void expel(int worker, String why) {
        WorkerConnection member;
        synchronized (members) {
            guests.expel(worker);
            member = members.getAndSet(worker, null);
        }
        if (member != null) {
            member.stop(why);
        }
    }

    /**
     * Lets in this attempt of a rank from now on and no other, also where the rank was expelled. If another attempt is a
     * member, its connection is closed and the loop is told that it is lost.
     *
     * @param attempt how often the rank's container has been replaced, from 0
     */
    public void admit(int rank, int attempt) {
        synchronized (members) {
            guests.admit(rank, attempt);
            WorkerConnection member = members.get(rank);
            if (member != null && member.attempt() != attempt) {
                workerLost(rank, "its container has been replaced");
            }
        }
    }

    @Override
    public WorkerEvent poll(long maxWaitNanos) throws InterruptedException {
        WorkerEvent event = events.poll(maxWaitNanos, TimeUnit.NANOSECONDS);
        if (event instanceof WorkerEvent.Answered || event instanceof WorkerEvent.VectorArrived) {
            WorkerConnection member = members.get(event.worker());
            if (member != null) {
                member.eventTaken();
            }
        }
        return event;
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
        WorkerConnection member = members.getAndSet(rank, null);
        events.add(new WorkerEvent.Lost(rank, why));
        if (member != null) {
            member.close();
        }
    }

    /** Tells every worker that training is over; they exit. */
    public void stopWorkers(String why) {
        for (int rank = 0; rank < members.length(); rank++) {
            WorkerConnection member = members.getAndSet(rank, null);
            if (member != null) {
                member.stop(why);
            }
        }
    }

    /** Stops listening and closes every connection; workers look for another parameter server, unless they were told to stop. */
    @Override
    public void close() {
        listening.close().awaitUninterruptibly();
        for (int rank = 0; rank < members.length(); rank++) {
            WorkerConnection member = members.getAndSet(rank, null);
            if (member != null) {
                member.close();
            }
        }
        shutDownThreads();
        synchronized (members) {
            latestParameters.release();
            latestParameters = Unpooled.EMPTY_BUFFER;
        }
    }

    private void shutDownThreads() {
        acceptor.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS);
        io.shutdownGracefully(100, CLOSE_SECONDS * 1000, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
        acceptor.terminationFuture().awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
    }

    // What a connection asks of the server.

    String job() {
        return job;
    }

    /** What a worker must prove to hold; none if this attempt of the rank is not let in. */
    Optional<byte[]> secretOf(int rank, int attempt) {
        return guests.secretOf(rank, attempt);
    }

    GradientCode code() {
        return code;
    }

    JobVectors vectors() {
        return vectors;
    }

    long broadcastStep() {
        return broadcastStep;
    }

    void tell(WorkerEvent event) {
        events.add(event);
    }

    /**
     * A connection is a member from now on; the rank's older connection, if any, is closed.
     *
     * @return whether it is; not if its attempt of the rank is not let in any more
     */
    boolean join(WorkerConnection connection, WorkerEvent.Joined event) {
        synchronized (members) {
            if (!guests.has(event.worker(), connection.attempt())) {
                return false;
            }
            WorkerConnection older = members.getAndSet(event.worker(), connection);
            events.add(event);
            if (older != null) {
                older.close();
            }
            if (broadcastStep >= 0) {
                connection.sendParameters(latestParameters.retainedDuplicate());
            }
        }
        return true;
    }

    /** A connection has ended; if it was its rank's member, the loop is told. */
    void left(WorkerConnection connection, int rank, String why) {
        if (members.compareAndSet(rank, connection, null)) {
            events.add(new WorkerEvent.Lost(rank, why));
        }
    }
}
