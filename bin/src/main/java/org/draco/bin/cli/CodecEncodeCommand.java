package org.draco.bin.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.draco.bin.arrays.AnswerFiles;
import org.draco.bin.arrays.ArrayCode;
import org.draco.bin.arrays.ArrayCodes;
import org.draco.bin.npy.NpyReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code draco codec encode}: what P honest workers answer. */
@Command(
        name = "encode",
        description = {
            "Writes the answers of P honest workers, a row for each.",
            "",
            "The input is a matrix of float32 with a row for each batch: P rows for the baseline, P / R rows, "
                    + "one for each group, for the repetition code."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class CodecEncodeCommand implements Callable<Integer> {

    @Spec CommandSpec command;

    @Mixin ArrayCodeOptions options = new ArrayCodeOptions();

    @Mixin CodecFiles files = new CodecFiles();

    @Option(names = "--json", description = "Print the report as one JSON object.")
    boolean json;

    @Override
    public Integer call() throws IOException, FaultySpecificationException {
        CodecReport report = new CodecReport();
        List<String> faults = new ArrayList<>(ArrayCodes.faults(options.toChoice()));
        boolean codeIsKnown = faults.isEmpty();
        try (NpyReader input = files.open(faults).orElse(null)) {
            if (input != null) {
                CodecFiles.requireReal(input.header(), 2, 2, faults);
            }
            if (input != null && codeIsKnown) {
                int batches = ArrayCodes.create(options.toChoice()).batches();
                if (input.header().rows() != batches) {
                    faults.add(
                            "input: expected %d rows, one for each batch, found shape %s"
                                    .formatted(batches, input.header().shapeText()));
                }
            }
            CodecFiles.requireNone(faults);
            ArrayCode code = ArrayCodes.create(options.toChoice());
            float[][] gradients = new float[code.batches()][];
            for (int batch = 0; batch < gradients.length; batch++) {
                gradients[batch] = input.nextFloats();
            }
            AnswerFiles.write(files.output, code.encode(gradients));
            report.put("approach", code.name())
                    .put("workers", code.workers())
                    .put("batches", code.batches())
                    .put("answers", code.answerType().numpyName())
                    .putInput(input.header())
                    .print(json, command.commandLine().getOut());
            return 0;
        }
    }
}
