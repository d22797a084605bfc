package org.draco.bin.scaling;

import java.util.List;
import org.draco.codec.code.GradientCode;
import org.draco.codec.code.choice.CodeChoice;
import org.draco.codec.code.choice.GradientCodes;
import org.draco.codec.vector.FloatVector;
import org.draco.codec.vector.NumberType;
import org.draco.codec.vector.NumberVector;
import org.draco.codec.vector.ResidueVector;
import org.draco.codec.wire.Compression;
import org.draco.codec.wire.JobVectors;

/**
 * What is measured: a code, and how much of everything. Vectors travel raw.
 *
 * @param approach name of the code
 * @param rule aggregation rule, where the code ends in one
 * @param workers P
 * @param groupSize r
 * @param adversaries declared s; nobody lies
 * @param dimension d
 */
record MadeUpJob(
        String approach, String rule, int workers, int groupSize, int adversaries, int dimension) {

    static final String NAME = "job";
    static final Compression RAW = new Compression("raw", 0, "none", 65_536);

    /** As {@link #words} wrote it. */
    static MadeUpJob of(List<String> words) {
        return new MadeUpJob(
                words.get(0),
                words.get(1),
                Integer.parseInt(words.get(2)),
                Integer.parseInt(words.get(3)),
                Integer.parseInt(words.get(4)),
                Integer.parseInt(words.get(5)));
    }

    List<String> words() {
        return List.of(
                approach, rule, "" + workers, "" + groupSize, "" + adversaries, "" + dimension);
    }

    GradientCode code() {
        return GradientCodes.create(CodeChoice.of(approach, workers, groupSize, adversaries, rule));
    }

    JobVectors vectors() {
        return JobVectors.of(code(), dimension, RAW);
    }

    /** How many vectors the parameter server takes in a step: one of each worker, or of each task where digests come first. */
    int answers() {
        GradientCode code = code();
        return code.answerForm().digestFirst() ? code.assignment().tasks() : workers;
    }

    /** What every worker answers: some numbers, or where answers are combinations zeros, which are those of gradients of zeros. */
    NumberVector answer() {
        if (code().answerForm().numbers() == NumberType.RESIDUE) {
            return new ResidueVector(dimension);
        }
        float[] numbers = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            numbers[i] = 1e-3f * (i % 1021 - 510);
        }
        return new FloatVector(numbers);
    }
}
