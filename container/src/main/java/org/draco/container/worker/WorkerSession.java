package org.draco.container.worker;

import java.io.IOException;
import org.draco.codec.wire.Message;
import org.draco.container.link.MasterLink;
import org.draco.container.link.Order;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One worker at work on one connection: takes orders, computes, answers, until it is told to stop. */
final class WorkerSession {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerSession.class);
    private static final int LOG_EVERY_STEPS = 100;

    private final GradientWorker worker;
    private final MasterLink link;
    private WorkerAnswer latest;

    WorkerSession(GradientWorker worker, MasterLink link) {
        this.worker = worker;
        this.link = link;
    }

    /**
     * Works until the parameter server says that training is over.
     *
     * @throws IOException if the connection is lost before that
     */
    void run() throws IOException, InterruptedException {
        Order order = link.next();
        while (!(order instanceof Order.Stop) && !(order instanceof Order.Disconnected)) {
            try {
                obey(order);
            } catch (IOException e) {
                // Training may have ended while this worker computed: then the word came before the
                // connection went.
                LOG.info("cannot answer: {}", e.getMessage());
                link.close();
            }
            order = link.next();
        }
        if (order instanceof Order.Disconnected lost) {
            throw new IOException("lost the parameter server: " + lost.why());
        }
        LOG.info("stop: {}", ((Order.Stop) order).why());
    }

    private void obey(Order order) throws IOException {
        if (order instanceof Order.Compute compute) {
            compute(compute);
        } else if (order instanceof Order.SendGradient request) {
            if (latest != null && latest.step() == request.step()) {
                link.gradient(latest.step(), latest.gradient());
            }
        } else {
            throw new AssertionError(order);
        }
    }

    private void compute(Order.Compute order) throws IOException {
        if (latest == null || latest.step() != order.step()) {
            latest = worker.answer(order.step(), order.parameters());
        }
        link.answer(
                new Message.Answer(
                        latest.step(), latest.loss(), latest.computeNanos(), latest.digest()));
        if (latest.digest().isEmpty()) {
            link.gradient(latest.step(), latest.gradient());
        }
        if (latest.step() % LOG_EVERY_STEPS == 0) {
            LOG.info(
                    "step {}: loss {}, gradient in {} ms",
                    latest.step() + 1,
                    latest.loss(),
                    latest.computeNanos() / 1_000_000);
        }
    }
}
