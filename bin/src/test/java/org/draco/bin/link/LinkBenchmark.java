package org.draco.bin.link;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.draco.am.link.Door;
import org.draco.am.link.JobSecrets;
import org.draco.am.link.Limits;
import org.draco.am.link.ParameterServer;
import org.draco.am.step.WorkerEvent;
import org.draco.codec.aggregate.AggregationRules;
import org.draco.codec.code.Digest;
import org.draco.codec.code.FloatArithmetic;
import org.draco.codec.code.GradientCode;
import org.draco.codec.code.group.UncodedCode;
import org.draco.codec.vector.FloatVector;
import org.draco.codec.wire.Compression;
import org.draco.codec.wire.JobKey;
import org.draco.codec.wire.JobVectors;
import org.draco.codec.wire.Message;
import org.draco.container.link.MasterLink;
import org.draco.container.link.Order;
import org.draco.container.link.WorkerCredentials;

/**
 * How fast gradients travel over loopback: a parameter server sends nine workers the parameters and each sends them back as its answer, by turns
 * with a {@link PlainEcho} of as many bytes over as many connections. Nothing is computed. Run by
 *
 * <pre>    mvn -q -pl bin -am -P benchmark-wire process-test-classes</pre>
 *
 * <p>{@code -Dbenchmark.dimension=N} takes other vectors than LeNet's, {@code -Dbenchmark.chunk=N} chunks of as many numbers.
 */
public final class LinkBenchmark {

    private static final int WORKERS = 9;
    private static final int TURNS = 25;
    private static final int STEPS = 20;

    private LinkBenchmark() {}

    /** Prints a line for each way that vectors travel. */
    public static void main(String[] words) throws Exception {
        int dimension =
                words.length == 0 || words[0].isEmpty() ? 431_080 : Integer.parseInt(words[0]);
        int chunk = words.length < 2 || words[1].isEmpty() ? 65_536 : Integer.parseInt(words[1]);
        for (Compression way :
                List.of(
                        new Compression("raw", 0, "none", chunk),
                        new Compression("lz4", 5, "bit", chunk))) {
            try (Both draco = new Both(dimension, way);
                    PlainEcho echo = new PlainEcho(WORKERS, Math.multiplyExact(4, dimension))) {
                compare(draco, echo, way);
            }
        }
        System.exit(0);
    }

    private static void compare(Both draco, PlainEcho echo, Compression way) throws Exception {
        double[] ours = new double[TURNS];
        double[] plain = new double[TURNS];
        double[] ratios = new double[TURNS];
        for (int turn = -2; turn < TURNS; turn++) {
            double[] seconds = new double[2];
            for (int step = 0; step < STEPS; step++) {
                long begin = System.nanoTime();
                draco.step();
                long between = System.nanoTime();
                echo.round();
                seconds[0] += (between - begin) / 1e9;
                seconds[1] += (System.nanoTime() - between) / 1e9;
            }
            if (turn >= 0) {
                ours[turn] = 1e-6 * STEPS * echo.bytes() / seconds[0];
                plain[turn] = 1e-6 * STEPS * echo.bytes() / seconds[1];
                ratios[turn] = ours[turn] / plain[turn];
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%s: %.0f MB/s of parameters and answers, a plain echo %.0f MB/s; ratio %.2f (%.2f to %.2f)%n",
                way,
                median(ours),
                median(plain),
                median(ratios),
                Arrays.stream(ratios).min().getAsDouble(),
                Arrays.stream(ratios).max().getAsDouble());
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** A parameter server and its workers, which send back what they are sent. */
    private static final class Both implements AutoCloseable {
        private final ParameterServer server;
        private final List<MasterLink> links = new ArrayList<>();
        private final float[] parameters;
        private long step;

        Both(int dimension, Compression way) throws IOException, InterruptedException {
            GradientCode code =
                    new UncodedCode(WORKERS, 0, AggregationRules.average(), new FloatArithmetic());
            JobKey key = JobKey.random();
            server =
                    new ParameterServer(
                            new Door(
                                    "job",
                                    new JobSecrets(key, Optional.empty()),
                                    WORKERS,
                                    Limits.of(WORKERS, 60, 60)),
                            code,
                            way);
            server.open(dimension);
            parameters = new float[dimension];
            Random random = new Random(1);
            for (int i = 0; i < dimension; i++) {
                parameters[i] = (float) (0.1 * random.nextGaussian());
            }
            for (int rank = 0; rank < WORKERS; rank++) {
                MasterLink link =
                        new MasterLink(
                                new InetSocketAddress(
                                        InetAddress.getLoopbackAddress(), server.port()),
                                new WorkerCredentials(
                                        "job",
                                        rank,
                                        0,
                                        key.workerSecret(rank, 0),
                                        Optional.empty()),
                                JobVectors.of(code, dimension, way));
                links.add(link);
                link.ready(new Message.Ready(dimension, Digest.of(new float[1])));
                await(WorkerEvent.Joined.class, 1);
                int who = rank;
                Thread worker = new Thread(() -> work(link, who), "worker-" + rank);
                worker.setDaemon(true);
                worker.start();
            }
        }

        private static void work(MasterLink link, int rank) {
            try {
                while (link.next() instanceof Order.Compute order) {
                    link.answer(new Message.Answer(order.step(), rank, 0, 0, 0, Optional.empty()));
                    link.vector(order.step(), rank, new FloatVector(order.parameters()));
                }
            } catch (IOException | InterruptedException cause) {
                throw new AssertionError(cause);
            }
        }

        private void await(Class<? extends WorkerEvent> type, int count)
                throws InterruptedException {
            for (int left = count; left > 0; ) {
                WorkerEvent event = server.poll(TimeUnit.MINUTES.toNanos(1));
                if (event == null || event instanceof WorkerEvent.Lost) {
                    throw new AssertionError(event);
                }
                if (event instanceof WorkerEvent.VectorArrived arrival) {
                    server.takeBack(arrival.vector()); // as the loop does
                }
                left -= type.isInstance(event) ? 1 : 0;
            }
        }

        void step() throws InterruptedException {
            server.broadcast(step++, parameters, new int[0]);
            await(WorkerEvent.VectorArrived.class, WORKERS);
        }

        @Override
        public void close() {
            server.stopWorkers("over");
            links.forEach(MasterLink::close);
            server.close();
        }
    }
}
