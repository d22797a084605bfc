package org.draco.codec.code;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.draco.codec.vector.NumberVector;

/**
 * What decoders have in common that want one vector of every worker, of the task whose number is the worker's, and decode
 * once, when nobody is left to wait for. Owned by one thread.
 */
public abstract class AllAnswersDecoder implements StepDecoder {

    private final Set<Integer> unanswered = new TreeSet<>();
    private final Set<Integer> lost = new TreeSet<>();
    private Decoding decoding = new Decoding.Waiting();

    /** @param workers P */
    protected AllAnswersDecoder(int workers) {
        for (int worker = 0; worker < workers; worker++) {
            unanswered.add(worker);
        }
    }

    /**
     * A worker's only answer.
     *
     * @param answer numbers of any type, value and number whatever; the decoder's to keep
     */
    protected abstract void take(int worker, NumberVector answer);

    /**
     * What the answers make; asked for once, and no answer is needed any more when it returns.
     *
     * @param missing the workers whose answers were lost
     */
    protected abstract Decoding decode(Set<Integer> missing);

    /** @param gradient what {@link #decode} gave, to which nobody refers any more */
    protected void letGo(float[] gradient) {}

    /** Digests mean nothing here. */
    @Override
    public final void onDigest(int worker, int task, Digest digest) {}

    @Override
    public final void onVector(int worker, int task, NumberVector answer, Optional<Digest> digest) {
        if (task == worker && unanswered.remove(worker)) {
            take(worker, answer);
        }
    }

    @Override
    public final void onLost(int worker) {
        if (unanswered.remove(worker)) {
            lost.add(worker);
        }
    }

    @Override
    public final List<Request> takeRequests() {
        return List.of();
    }

    @Override
    public final Decoding decoding() {
        if (decoding instanceof Decoding.Waiting && unanswered.isEmpty()) {
            decoding = decode(lost);
        }
        return decoding;
    }

    @Override
    public final boolean letGo() {
        if (decoding instanceof Decoding.Decoded decoded) {
            decoding = decoded.withoutGradient();
            letGo(decoded.gradient());
        }
        return true;
    }

    @Override
    public final Set<Integer> unanswered() {
        return new TreeSet<>(unanswered);
    }
}
