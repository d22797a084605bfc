package org.draco.codec.code.group;

import java.util.List;
import org.draco.codec.code.Arithmetic;
import org.draco.codec.code.Decoding;

/** One {@link GroupVote} for each group, and the mean of what they prove. */
sealed class RepetitionDecoder extends VotingDecoder permits ReactiveDecoder {

    private final Arithmetic arithmetic;
    private final int[] exponents;
    private Decoding.Decoded decoded;

    RepetitionDecoder(Votes votes, Arithmetic arithmetic, int[] exponents) {
        super(votes);
        this.arithmetic = arithmetic;
        this.exponents = exponents;
    }

    @Override
    public final Decoding decoding() {
        return Votes.together(
                votes().all().stream().map(GroupVote::decoding).toList(), this::decodedMean);
    }

    private Decoding decodedMean(List<float[]> proven) {
        if (decoded == null) {
            Arithmetic.Mean mean = arithmetic.mean(proven, exponents);
            decoded = new Decoding.Decoded(mean.gradient(), mean.saturated());
            votes().letGo();
        }
        return decoded;
    }

    @Override
    public final boolean letGo() {
        arithmetic.giveBack(decoded.gradient());
        decoded = decoded.withoutGradient();
        return true;
    }
}
