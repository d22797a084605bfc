package org.draco.am.link;

import org.draco.codec.code.GradientCode;
import org.draco.codec.wire.MalformedFrameException;
import org.draco.codec.wire.Message;

/** Which answers a code knows of: for what else a worker says, no memory is taken. */
final class AnswerRules {

    private final GradientCode code;

    AnswerRules(GradientCode code) {
        this.code = code;
    }

    /** @throws MalformedFrameException if a worker that follows the code never says so */
    void check(int rank, Message.Answer answer) throws MalformedFrameException {
        boolean digestFirst = code.answerForm().digestFirst();
        if (answer.digest().isPresent() != digestFirst) {
            throw new MalformedFrameException(
                    33,
                    digestFirst ? "a digest" : "no digest",
                    answer.digest().isPresent() ? "one" : "none");
        }
        int tasks = code.assignment().tasks();
        int own = code.assignment().taskOf(rank);
        if (!digestFirst && answer.task() != own) {
            throw new MalformedFrameException(9, "task " + own, "task " + answer.task());
        } else if (answer.task() >= tasks) {
            throw new MalformedFrameException(9, "a task below " + tasks, "task " + answer.task());
        }
    }
}
