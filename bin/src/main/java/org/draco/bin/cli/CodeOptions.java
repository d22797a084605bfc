package org.draco.bin.cli;

import org.draco.bin.arrays.ArrayCodeChoice;
import org.draco.bin.arrays.ArrayCodes;
import picocli.CommandLine.Option;

/** The options that say which code; the same for {@code encode} and {@code decode}. */
final class CodeOptions {

    @Option(
            names = "--approach",
            paramLabel = "NAME",
            required = true,
            description = "Code: baseline, repetition or cyclic; see draco codec list.")
    String approach;

    @Option(
            names = "--arithmetic",
            paramLabel = "NAME",
            description =
                    "Numbers in which the cyclic code's answers are made: exact (residues; default), float (odd P) or complex.")
    String arithmetic;

    @Option(
            names = {"--workers", "--num-workers"},
            paramLabel = "P",
            required = true,
            description = "Number of workers.")
    int workers;

    @Option(
            names = "--declared-byz",
            paramLabel = "S",
            description =
                    "The most workers that may lie (default: as many as the code bears; to be given for cyclic).")
    Integer declaredByz;

    @Option(
            names = "--group-size",
            paramLabel = "R",
            description = "Workers that compute the same gradient (default: ${DEFAULT-VALUE}).")
    int groupSize = 3;

    @Option(
            names = "--mode",
            paramLabel = "RULE",
            description = "Aggregation rule of the baseline (default: ${DEFAULT-VALUE}).")
    String mode = "average";

    /** The code that these options describe, right or wrong. */
    ArrayCodeChoice toChoice() {
        String code = CodeNames.approach(approach);
        String numbers = arithmetic != null ? arithmetic : ArrayCodes.defaultArithmetic(code);
        int adversaries =
                declaredByz != null ? declaredByz : ArrayCodes.defaultAdversaries(code, groupSize);
        return new ArrayCodeChoice(
                code, numbers, workers, groupSize, adversaries, CodeNames.mode(mode));
    }
}
