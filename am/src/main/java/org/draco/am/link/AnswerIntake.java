package org.draco.am.link;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.draco.am.step.WorkerEvent;
import org.draco.codec.wire.JobVectors;
import org.draco.codec.wire.MalformedFrameException;
import org.draco.codec.wire.Message;

/**
 * What one member says, taken in as far as it was asked: as many answers as steps were sent to it, as many vectors as it has
 * announced or was asked for. Owned by its channel's thread but for {@link #due}.
 */
final class AnswerIntake {

    private final ParameterServer server;
    private final int rank;
    private final VectorInbox inbox;

    /** How many answers it may still give. */
    private final AtomicInteger due = new AtomicInteger();

    AnswerIntake(ParameterServer server, int rank, JobVectors vectors) {
        this.server = server;
        this.rank = rank;
        this.inbox = new VectorInbox(vectors, server.spare(), server.held());
    }

    /** One answer more is due; from any thread. */
    void due() {
        due.updateAndGet(answers -> Math.min(answers + 1, Limits.ANSWERS));
    }

    /** The loop asks for a vector. */
    void expect(long step, int task) {
        inbox.expect(step, task, true);
    }

    /** @throws MalformedFrameException if it is nothing that a member has to say now */
    void take(Message message) throws MalformedFrameException {
        if (message instanceof Message.Answer answer) {
            take(answer);
        } else if (message instanceof Message.Chunk chunk
                && chunk.kind() == Message.VectorKind.ANSWER) {
            take(chunk);
        } else {
            throw new MalformedFrameException(
                    0, "Answer or an answer's chunk", message.getClass().getSimpleName());
        }
    }

    private void take(Message.Answer answer) throws MalformedFrameException {
        long broadcast = server.broadcastStep();
        if (answer.step() > broadcast) {
            throw new MalformedFrameException(
                    1, "an answer to step " + broadcast + " or before", "step " + answer.step());
        }
        server.answerRules().check(rank, answer);
        if (due.getAndUpdate(answers -> Math.max(0, answers - 1)) == 0) {
            throw new MalformedFrameException(0, "one answer for each step sent", "a flood");
        }
        if (answer.digest().isEmpty()) {
            inbox.expect(answer.step(), answer.task(), false);
        }
        requireRoom(
                server.tell(
                        new WorkerEvent.Answered(
                                rank,
                                answer.step(),
                                answer.task(),
                                answer.loss(),
                                answer.computeNanos(),
                                answer.saturated(),
                                answer.digest())));
    }

    private void take(Message.Chunk chunk) throws MalformedFrameException {
        Optional<VectorInbox.Arrival> arrival = inbox.add(chunk);
        if (arrival.isPresent()) {
            WorkerEvent.VectorArrived event =
                    new WorkerEvent.VectorArrived(
                            rank,
                            chunk.step(),
                            chunk.task(),
                            arrival.get().vector(),
                            arrival.get().digest());
            requireRoom(server.tell(event, arrival.get().askedFor()));
        }
    }

    private static void requireRoom(boolean taken) throws MalformedFrameException {
        if (!taken) {
            throw new MalformedFrameException(0, "answers that the loop has room for", "a flood");
        }
    }

    /** Nothing more comes. */
    void close() {
        inbox.clear();
    }
}
