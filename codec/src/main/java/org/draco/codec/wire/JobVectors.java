package org.draco.codec.wire;

import java.util.Optional;
import org.draco.codec.code.AnswerForm;
import org.draco.codec.code.GradientCode;
import org.draco.codec.vector.NumberType;
import org.draco.codec.vector.NumberVector;

/**
 * How a job's vectors travel: the same at both ends, from the code, the number of parameters and the compression. Immutable
 * and thread-safe.
 *
 * @param dimension d
 * @param parameters the model
 * @param exponents the step's fixed-point exponents; none where answers are in floating point or workers do not round
 * @param answers what workers send
 * @param digestFirst whether of an answer its digest is known before it comes
 */
public record JobVectors(
        int dimension,
        VectorChunks parameters,
        Optional<VectorChunks> exponents,
        VectorChunks answers,
        boolean digestFirst) {

    /** The vectors of a job with this code. */
    public static JobVectors of(GradientCode code, int dimension, Compression compression) {
        AnswerForm form = code.answerForm();
        int exponents = code.arithmetic().exponents(dimension);
        boolean workersRound = form.numbers() == NumberType.RESIDUE;
        return new JobVectors(
                dimension,
                new VectorChunks(NumberType.FLOAT32, dimension, compression),
                workersRound
                        ? Optional.of(new VectorChunks(NumberType.FLOAT32, exponents, compression))
                        : Optional.empty(),
                new VectorChunks(form.numbers(), form.length(dimension), compression),
                form.digestFirst());
    }

    /**
     * An answer that is to come, whose digest is taken while it comes if it will be looked at.
     *
     * @param spare an earlier answer whose memory takes this one; if there is none, new memory is taken
     */
    public VectorAssembly newAnswer(long step, Optional<NumberVector> spare) {
        NumberVector vector = spare.orElseGet(answers::newVector);
        return digestFirst
                ? VectorAssembly.digested(answers, step, vector)
                : new VectorAssembly(answers, step, vector);
    }

    /** Largest frame, after its length field, that these vectors need. */
    public int maxFrameBytes() {
        int largest = Math.max(parameters.maxPayloadBytes(), answers.maxPayloadBytes());
        return Frames.maxFrameBytes(largest);
    }
}
