package org.draco.bin.cli;

import org.draco.codec.code.choice.CodeChoice;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say which code; the same for {@code encode} and {@code decode}. */
final class ArrayCodeOptions {

    /** The margin of a float code is printed, and its user judges it. */
    private static final double ANY_ERROR = Double.MAX_VALUE;

    @Option(
            names = "--approach",
            paramLabel = "NAME",
            required = true,
            description =
                    "Code: baseline, repetition, cyclic, reactive or detox; see draco codec list.")
    String approach;

    @Mixin CodeOptions code = new CodeOptions(0);

    /** The code that these options describe, right or wrong. */
    CodeChoice toChoice() {
        return code.toChoice(approach, CodeChoice.FLOAT32, ANY_ERROR);
    }
}
