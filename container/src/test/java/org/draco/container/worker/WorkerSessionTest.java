package org.draco.container.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.draco.codec.aggregate.AggregationRules;
import org.draco.codec.code.Digest;
import org.draco.codec.code.FloatArithmetic;
import org.draco.codec.code.GradientCode;
import org.draco.codec.code.group.ReactiveCode;
import org.draco.codec.code.group.RepetitionCode;
import org.draco.codec.code.group.UncodedCode;
import org.draco.codec.wire.Compression;
import org.draco.codec.wire.Handshake;
import org.draco.codec.wire.JobVectors;
import org.draco.codec.wire.Message;
import org.draco.codec.wire.VectorChunks;
import org.draco.container.link.FakeParameterServer;
import org.draco.container.link.MasterLink;
import org.draco.container.link.WorkerCredentials;
import org.draco.container.metrics.WorkerMetrics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A worker at work: orders in, answers out, over a real connection to a parameter server written by hand. */
class WorkerSessionTest {

    private static final GradientCode CODE = new RepetitionCode(3, 3, 1, new FloatArithmetic());

    private static final GradientCode SIX = new ReactiveCode(6, 2, new FloatArithmetic());

    private static final WorkerMetrics METRICS = new WorkerMetrics("job-1", 0);

    private static final Message.Ready READY = new Message.Ready(2, Digest.of(new float[] {1, 2}));

    private final JobVectors vectors = JobVectors.of(CODE, 2, new Compression("raw", 0, "none", 2));
    private final VectorChunks chunks = vectors.parameters();
    private final AtomicInteger computed = new AtomicInteger();
    private FakeParameterServer server;
    private MasterLink link;

    @BeforeEach
    void connects() throws IOException {
        server = new FakeParameterServer();
        WorkerCredentials worker =
                new WorkerCredentials("job-1", 0, 0, new byte[Handshake.SECRET_BYTES]);
        link = new MasterLink(server.address(), worker, vectors);
        server.letIn(worker);
    }

    @AfterEach
    void closes() throws IOException {
        link.close();
        server.close();
    }

    /** Twice the parameters. */
    private BatchGradients.BatchGradient twice(long step, int batch, float[] w) {
        computed.incrementAndGet();
        return new BatchGradients.BatchGradient(new float[] {2 * w[0], 2 * w[1]}, 0.5f, 7);
    }

    private FutureTask<WorkerSession.End> start(GradientCode code, BatchGradients gradients)
            throws IOException {
        return start(
                new WorkerSession(
                        WorkerDriver.newDriver(code).withGradients(gradients).worker(), METRICS));
    }

    private FutureTask<WorkerSession.End> start(WorkerSession session) throws IOException {
        FutureTask<WorkerSession.End> work = new FutureTask<>(() -> session.run(link, READY));
        Thread thread = new Thread(work, "session");
        thread.setDaemon(true);
        thread.start();
        assertEquals(READY, server.read(Message.Ready.class));
        return work;
    }

    private static void awaitStop(FutureTask<WorkerSession.End> session) throws Exception {
        assertEquals(WorkerSession.End.STOPPED, session.get(1, TimeUnit.MINUTES));
    }

    @Test
    void announcesADigestAndSendsTheGradientWhenItIsAsked() throws Exception {
        FutureTask<WorkerSession.End> session = start(CODE, this::twice);
        for (long step = 0; step < 3; step++) {
            float[] gradient = {2 * step, 2};
            server.sendParameters(chunks, step, step, 1);
            assertEquals(
                    new Message.Answer(step, 0, 0.5f, 7, 0, Optional.of(Digest.of(gradient))),
                    server.read(Message.Answer.class));
            server.send(new Message.SendVector(step, 0));
            assertArrayEquals(gradient, server.readVector(chunks, step));
        }
        server.send(new Message.Stop("over"));
        awaitStop(session);
    }

    @Test
    void sendsTheGradientAtOnceWithoutACode() throws Exception {
        FutureTask<WorkerSession.End> session =
                start(
                        new UncodedCode(3, 0, AggregationRules.average(), new FloatArithmetic()),
                        this::twice);
        server.sendParameters(chunks, 0, 3, 4);
        assertTrue(server.read(Message.Answer.class).digest().isEmpty());
        assertArrayEquals(new float[] {6, 8}, server.readVector(chunks, 0));
        server.send(new Message.Stop("over"));
        awaitStop(session);
    }

    @Test
    void answersAStepThatIsTriedAgainWithoutComputingIt() throws Exception {
        FutureTask<WorkerSession.End> session = start(CODE, this::twice);
        server.sendParameters(chunks, 5, 1, 1);
        Message.Answer first = server.read(Message.Answer.class);
        server.sendParameters(chunks, 5, 1, 1);
        assertEquals(first, server.read(Message.Answer.class));
        server.send(new Message.Stop("over"));
        awaitStop(session);
        assertEquals(1, computed.get());
    }

    @Test
    void ignoresRequestsForStepsThatAreGone() throws Exception {
        FutureTask<WorkerSession.End> session = start(CODE, this::twice);
        server.send(new Message.SendVector(0, 0));
        server.sendParameters(chunks, 1, 1, 1);
        server.read(Message.Answer.class);
        server.send(new Message.SendVector(0, 0));
        server.send(new Message.SendVector(1, 0));
        assertArrayEquals(new float[] {2, 2}, server.readVector(chunks, 1));
        server.send(new Message.Stop("over"));
        awaitStop(session);
    }

    @Test
    void computesFurtherTasksOfTheStepThatIsOn() throws Exception {
        FutureTask<WorkerSession.End> session = start(SIX, this::batchShown);
        server.sendParameters(chunks, 1, 1, 1);
        assertEquals(0, server.read(Message.Answer.class).task());
        server.send(new Message.ComputeTask(0, 1)); // of a step that is gone
        server.send(new Message.ComputeTask(1, 1));
        Message.Answer further = server.read(Message.Answer.class);
        assertEquals(1, further.task());
        assertEquals(Digest.of(new float[] {1, 1}), further.digest().orElseThrow());
        server.send(new Message.SendVector(1, 0));
        server.send(new Message.SendVector(1, 1));
        assertArrayEquals(new float[] {0, 1}, server.readVector(chunks, 1));
        assertArrayEquals(new float[] {1, 1}, server.readVector(chunks, 1));
        server.send(new Message.Stop("over"));
        awaitStop(session);
    }

    private BatchGradients.BatchGradient batchShown(long step, int batch, float[] w) {
        return new BatchGradients.BatchGradient(new float[] {batch, w[0]}, 0.5f, 7);
    }

    @Test
    void saysWhetherTheConnectionWasLostBeforeThereWasAnythingToDo() throws Exception {
        FutureTask<WorkerSession.End> session = start(CODE, this::twice);
        server.hangUp();
        assertEquals(WorkerSession.End.NOT_WANTED, session.get(1, TimeUnit.MINUTES));

        reconnect();
        FutureTask<WorkerSession.End> other = start(CODE, this::twice);
        server.sendParameters(chunks, 0, 1, 1);
        server.read(Message.Answer.class);
        server.hangUp();
        assertEquals(WorkerSession.End.LOST, other.get(1, TimeUnit.MINUTES));
    }

    private void reconnect() throws IOException {
        link.close();
        server.close();
        connects();
    }

    /** The next parameter server may begin with the step in which the last one died, or with an older one. */
    @Test
    void answersTheNextParameterServerAndComputesNoStepTwiceInARow() throws Exception {
        WorkerSession lasting =
                new WorkerSession(
                        WorkerDriver.newDriver(CODE).withGradients(this::twice).worker(), METRICS);
        FutureTask<WorkerSession.End> first = start(lasting);
        server.sendParameters(chunks, 7, 1, 2);
        Message.Answer answer = server.read(Message.Answer.class);
        server.hangUp();
        assertEquals(WorkerSession.End.LOST, first.get(1, TimeUnit.MINUTES));

        reconnect();
        FutureTask<WorkerSession.End> second = start(lasting);
        server.sendParameters(chunks, 7, 1, 2);
        assertEquals(answer, server.read(Message.Answer.class));
        assertEquals(1, computed.get());
        server.sendParameters(chunks, 5, 3, 4);
        assertEquals(5, server.read(Message.Answer.class).step());
        assertEquals(2, computed.get());
        server.send(new Message.Stop("over"));
        awaitStop(second);
    }

    /** The server has said so and hung up before this worker's answer is ready, which then cannot be sent. */
    @Test
    void endsWellWhenTrainingIsOverBeforeItsAnswerIsReady() throws Exception {
        CountDownLatch computing = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        FutureTask<WorkerSession.End> session =
                start(
                        CODE,
                        (step, batch, w) -> {
                            computing.countDown();
                            await(over);
                            return twice(step, batch, w);
                        });
        server.sendParameters(chunks, 0, 1, 1);
        await(computing);
        server.send(new Message.Stop("over"));
        server.breakOff(); // the word has come
        over.countDown();
        awaitStop(session);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(1, TimeUnit.MINUTES), "nobody came");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
