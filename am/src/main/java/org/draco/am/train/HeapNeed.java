package org.draco.am.train;

import java.util.Optional;
import org.draco.am.optimizer.Optimizer;
import org.draco.codec.code.GradientCode;

/**
 * What a step takes of the parameter server's heap at most, while nobody sends more than was asked of him; see {@code docs/operators.md}.
 *
 * @param answers vectors that come in, all of which may be on their way at once, and their sum
 * @param answerBytes of each
 * @param vectors of the model's length: the parameters, the optimizer's memory, and what else the step's decoding needs
 * @param vectorBytes of each
 */
public record HeapNeed(int answers, long answerBytes, int vectors, long vectorBytes) {

    private static final long MEGABYTE = 1 << 20;

    /** What cannot hold a step's vectors: the rest of the program, and the part of the heap for what is soon forgotten. */
    private static final long PROGRAM_MB = 128;

    /** Of that the part that a heap certainly lacks for vectors. */
    private static final long LEAST_PROGRAM_MB = 32;

    /** Of a job with this code and optimizer, and a model of {@code dimension} parameters. */
    public static HeapNeed of(GradientCode code, Optimizer optimizer, int dimension) {
        long answerBytes =
                (long) code.answerForm().length(dimension) * code.answerForm().numbers().bytes();
        long vectorBytes = (long) dimension * Float.BYTES;
        int answers =
                code.answerForm().digestFirst()
                        ? code.assignment().tasks()
                        : code.assignment().workers();
        int vectors = 1 + optimizer.memory(dimension) / dimension;
        vectors += answerBytes == vectorBytes ? 0 : 1; // the gradient is not the sum's array
        vectors += code.continues() ? 1 : 0; // the last gradient
        vectors += optimizer.ofAnswers().isPresent() ? 1 : 0; // an answer with and without momentum
        return new HeapNeed(answers + 1, answerBytes, vectors, vectorBytes);
    }

    /** Bytes of all these vectors. */
    public long bytes() {
        return answers * answerBytes + vectors * vectorBytes;
    }

    /** The {@code --master-memory} that does. */
    public long megabytes() {
        return (bytes() + MEGABYTE - 1) / MEGABYTE + PROGRAM_MB;
    }

    /**
     * Why a heap cannot hold a step, as a message for the job's user.
     *
     * @param heapBytes the largest that the heap can become
     * @return empty if it may
     */
    public Optional<String> missing(long heapBytes) {
        if (bytes() + LEAST_PROGRAM_MB * MEGABYTE <= heapBytes) {
            return Optional.empty();
        }
        return Optional.of(
                ("the ApplicationMaster's heap of %d MB cannot hold a step's vectors, %d of %d MB and %d of %d MB;"
                                + " give --master-memory %d")
                        .formatted(
                                heapBytes / MEGABYTE,
                                answers,
                                answerBytes / MEGABYTE,
                                vectors,
                                vectorBytes / MEGABYTE,
                                megabytes()));
    }
}
