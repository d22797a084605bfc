package org.draco.am.step;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.draco.am.optimizer.AnswerMomentum;
import org.draco.codec.code.Decoding;
import org.draco.codec.code.Digest;
import org.draco.codec.code.Request;
import org.draco.codec.code.StepDecoder;
import org.draco.codec.vector.FloatVector;
import org.draco.codec.vector.NumberVector;

/**
 * Adds the parameter server's momentum to each answer before a decoder sees it. Only for codes whose answers are plain
 * gradients; what is no such gradient goes on as it came, for the decoder to judge.
 */
final class ServerMomentum implements StepDecoder {

    private final StepDecoder decoder;
    private final AnswerMomentum momentum;
    private final float[] memory;

    /** @param memory d components, which do not change before the step is decided */
    ServerMomentum(StepDecoder decoder, AnswerMomentum momentum, float[] memory) {
        this.decoder = decoder;
        this.momentum = momentum;
        this.memory = memory;
    }

    @Override
    public void onVector(int worker, int task, NumberVector answer, Optional<Digest> digest) {
        if (answer instanceof FloatVector floats && floats.values().length == memory.length) {
            // Workers of one process share vectors that nobody may change.
            float[] moved = floats.values().clone();
            momentum.apply(moved, memory);
            decoder.onVector(worker, task, new FloatVector(moved));
        } else {
            decoder.onVector(worker, task, answer, digest);
        }
    }

    @Override
    public void onDigest(int worker, int task, Digest digest) {
        decoder.onDigest(worker, task, digest);
    }

    @Override
    public void onLost(int worker) {
        decoder.onLost(worker);
    }

    @Override
    public List<Request> takeRequests() {
        return decoder.takeRequests();
    }

    @Override
    public Decoding decoding() {
        return decoder.decoding();
    }

    @Override
    public Set<Integer> suspects() {
        return decoder.suspects();
    }

    @Override
    public Set<Integer> unanswered() {
        return decoder.unanswered();
    }

    @Override
    public boolean letGo() {
        return decoder.letGo();
    }
}
