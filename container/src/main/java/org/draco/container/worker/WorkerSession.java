package org.draco.container.worker;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.draco.codec.wire.Message;
import org.draco.container.link.MasterLink;
import org.draco.container.link.Order;
import org.draco.container.metrics.WorkerMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One worker at work: takes orders, computes, answers, until it is told to stop. It outlives connections: what it has computed of a
 * step it does not compute again for another parameter server that asks for the same step.
 */
final class WorkerSession {

    /** How the work on one connection ended. */
    enum End {
        /** The parameter server said that there is nothing more to do. */
        STOPPED,
        /** The connection was lost after there had been something to do. */
        LOST,
        /** The connection was lost before there was anything to do: the parameter server goes, or does not want this worker. */
        NOT_WANTED
    }

    private static final Logger LOG = LoggerFactory.getLogger(WorkerSession.class);
    private static final int LOG_EVERY_STEPS = 100;

    private final GradientWorker worker;
    private final WorkerMetrics metrics;
    private final Map<Integer, WorkerAnswer> answers = new HashMap<>();
    private MasterLink link;
    private Order.Compute current;

    WorkerSession(GradientWorker worker, WorkerMetrics metrics) {
        this.worker = worker;
        this.metrics = metrics;
    }

    /**
     * Works on this connection until it ends; it stays the caller's to close.
     *
     * @param ready with which this worker takes up work
     */
    End run(MasterLink connection, Message.Ready ready) throws InterruptedException {
        link = connection;
        boolean served = false;
        try {
            link.ready(ready);
        } catch (IOException e) {
            LOG.info("not let in: {}", e.getMessage());
            link.close();
        }
        Order order = link.next();
        while (!(order instanceof Order.Stop) && !(order instanceof Order.Disconnected)) {
            served = true;
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
            metrics.disconnected();
            LOG.warn("lost the parameter server: {}", lost.why());
            return served ? End.LOST : End.NOT_WANTED;
        }
        LOG.info("stop: {}", ((Order.Stop) order).why());
        return End.STOPPED;
    }

    private void obey(Order order) throws IOException {
        if (order instanceof Order.Compute compute) {
            compute(compute);
        } else if (order instanceof Order.ComputeTask further) {
            if (isCurrent(further.step())) {
                answer(further.task());
            }
        } else if (order instanceof Order.SendVector request) {
            WorkerAnswer answer = answers.get(request.task());
            if (isCurrent(request.step()) && answer != null) {
                link.vector(answer.step(), answer.task(), answer.vector());
            }
        } else {
            throw new AssertionError(order);
        }
    }

    private boolean isCurrent(long step) {
        return current != null && current.step() == step;
    }

    /** A step that is broadcast again, because it is tried again, is answered again, not computed again. */
    private void compute(Order.Compute order) throws IOException {
        if (!isCurrent(order.step())) {
            answers.clear();
        }
        current = order;
        answer(worker.ownTask());
    }

    private void answer(int task) throws IOException {
        if (!answers.containsKey(task)) {
            answers.put(
                    task,
                    worker.answer(current.step(), task, current.parameters(), current.exponents())
                            .orElse(null));
        }
        WorkerAnswer answer = answers.get(task);
        if (answer == null) {
            return; // it is made to keep silent
        }
        link.answer(
                new Message.Answer(
                        answer.step(),
                        answer.task(),
                        answer.loss(),
                        answer.computeNanos(),
                        answer.saturated(),
                        answer.digest()));
        if (answer.digest().isEmpty()) {
            link.vector(answer.step(), answer.task(), answer.vector());
        }
        metrics.answered(answer.step() + 1, answer.loss(), answer.computeNanos());
        if (answer.step() % LOG_EVERY_STEPS == 0) {
            LOG.info(
                    "step {}, task {}: loss {}, gradients in {} ms",
                    answer.step() + 1,
                    answer.task(),
                    answer.loss(),
                    answer.computeNanos() / 1_000_000);
        }
    }
}
