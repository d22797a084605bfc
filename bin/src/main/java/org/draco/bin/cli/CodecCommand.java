package org.draco.bin.cli;

import picocli.CommandLine.Command;

/** {@code draco codec}: codes, rules and attacks on NumPy files. */
@Command(
        name = "codec",
        description = {
            "Codes, aggregation rules and attacks on NumPy's .npy files, for people who work elsewhere.",
            "",
            "Files are read in C or Fortran order and in either byte order; float64 is rounded to float32, which is said. "
                    + "They are written in C order, little-endian; a file that is there already is replaced."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            CodecEncodeCommand.class,
            CodecDecodeCommand.class,
            CodecAggregateCommand.class,
            CodecAttackCommand.class,
            CodecListCommand.class
        })
final class CodecCommand {}
