package org.draco.bin.arrays;

import java.util.Set;
import org.draco.bin.npy.NpyType;

/**
 * A gradient code as a function of arrays: all workers' answers from the step's gradients, and the sum of the gradients
 * from the answers.
 *
 * <p>Who adds one implements this and enters it in {@link ArrayCodes}. Immutable and thread-safe.
 */
public interface ArrayCode {

    /** Name of the code, as in job files. */
    String name();

    /** P: how many rows the answers have. */
    int workers();

    /** How many gradients a step has: one for each batch, which for codes with groups means one for each group. */
    int batches();

    /** In what numbers the answers are: float32, complex64 or uint32. */
    NpyType answerType();

    /**
     * What P honest workers answer.
     *
     * @param gradients {@link #batches} rows of one length; only read
     */
    Answers encode(float[][] gradients);

    /**
     * The batch sum.
     *
     * @param answers P rows in the numbers of {@link #answerType}, of any value whatever; only read
     * @param missing the workers whose rows are to be ignored
     * @throws UndecodableException if more workers lie or are missing than the code can bear
     */
    DecodedSum decode(Answers answers, Set<Integer> missing) throws UndecodableException;
}
