package org.draco.codec.code;

import org.draco.codec.vector.NumberType;

/**
 * What a worker sends when it has computed its task.
 *
 * @param digestFirst whether it sends the SHA-256 digest alone, and the vector when the parameter server asks for it; else
 *     it sends the vector at once
 * @param numbers what the vector's numbers are
 * @param numbersPerComponent 1, or 2 for a code that sends real and imaginary parts
 */
public record AnswerForm(boolean digestFirst, NumberType numbers, int numbersPerComponent) {

    /** A gradient's digest, then the gradient. */
    public static final AnswerForm DIGEST_FIRST = new AnswerForm(true, NumberType.FLOAT32, 1);

    /** A gradient at once. */
    public static final AnswerForm GRADIENT = new AnswerForm(false, NumberType.FLOAT32, 1);

    /** How many numbers the answer to a model of that many parameters has. */
    public int length(int dimension) {
        return Math.multiplyExact(dimension, numbersPerComponent);
    }
}
