package org.draco.codec.vector;

import java.nio.ByteBuffer;

/**
 * A vector of numbers of one {@link NumberType}. Closed: whoever adds a case must visit every reader.
 *
 * <p>A thin owner of its array, which it neither copies nor guards: who holds the vector may change it, and says so. Not
 * thread-safe.
 */
public sealed interface NumberVector permits FloatVector, DoubleVector, ResidueVector {

    /** What its numbers are. */
    NumberType type();

    /** How many numbers it has. */
    int length();

    /**
     * Writes numbers {@code from .. from + count - 1}, little-endian.
     *
     * @param from a multiple of {@link NumberType#alignment}
     * @param target receives {@code count * type().bytes()} bytes from its position on, which moves; its order is of no
     *     consequence
     */
    void write(int from, int count, ByteBuffer target);

    /**
     * Reads what {@link #write} wrote; the numbers may be anything.
     *
     * @param from a multiple of {@link NumberType#alignment}
     * @param source holds {@code count * type().bytes()} bytes from its position on, which moves
     */
    void read(int from, int count, ByteBuffer source);
}
