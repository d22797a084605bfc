package org.draco.bin.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.draco.bin.arrays.ArrayCases;
import org.draco.bin.npy.NpyHeader;
import org.draco.bin.npy.NpyReader;
import org.draco.codec.attack.Attack;
import org.draco.codec.attack.Attacks;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code draco codec attack}: what liars send in place of honest gradients. */
@Command(
        name = "attack",
        description = {
            "Writes what L liars send.",
            "",
            "The input holds honest gradients: (n, d), of which comes (L, d), or a stack (k, n, d) of independent cases, "
                    + "of which comes (k, L, d). Row i is liar i's own honest gradient."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class CodecAttackCommand implements Callable<Integer> {

    @Spec CommandSpec command;

    @Option(
            names = "--err-mode",
            paramLabel = "ATTACK",
            required = true,
            description = "Attack; see draco codec list.")
    String errMode;

    @Option(
            names = "--adversarial",
            paramLabel = "X",
            description = "Magnitude of the attack (default: ${DEFAULT-VALUE}).")
    double adversarial = Attacks.DEFAULT_MAGNITUDE;

    @Option(
            names = "--worker-fail",
            paramLabel = "L",
            description = "Number of liars (default: ${DEFAULT-VALUE}).")
    int workerFail = 1;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            description = "Decides everything random (default: ${DEFAULT-VALUE}).")
    long seed = 1;

    @Mixin CodecFiles files = new CodecFiles();

    @Option(names = "--json", description = "Print the report as one JSON object.")
    boolean json;

    @Override
    public Integer call() throws IOException, FaultySpecificationException {
        CodecReport report = new CodecReport();
        List<String> faults = new ArrayList<>();
        Attack attack = Attacks.byName(errMode, adversarial).orElse(null);
        if (attack == null) {
            faults.add(
                    "err-mode: expected one of " + Attacks.names() + ", found \"" + errMode + '"');
        }
        if (!Float.isFinite((float) adversarial)) {
            faults.add("adversarial: expected a finite float32, found " + adversarial);
        }
        if (workerFail < 1) {
            faults.add("worker-fail: expected at least 1, found " + workerFail);
        }
        try (NpyReader input = files.open(faults).orElse(null)) {
            if (input != null) {
                requireCases(input.header(), faults);
            }
            CodecFiles.requireNone(faults);
            ArrayCases.attack(input, attack, workerFail, seed, files.output);
            report.put("err_mode", attack.name())
                    .put("adversarial", adversarial)
                    .put("worker_fail", workerFail)
                    .put("seed", seed)
                    .put("cases", ArrayCases.count(input.header()))
                    .putInput(input.header())
                    .print(json, command.commandLine().getOut());
            return 0;
        }
    }

    private void requireCases(NpyHeader header, List<String> faults) {
        CodecFiles.requireReal(header, 2, 3, faults);
        if (header.dimensions() >= 2 && ArrayCases.rows(header) < workerFail) {
            faults.add(
                    "worker-fail: expected at most n, found %d and shape %s"
                            .formatted(workerFail, header.shapeText()));
        }
    }
}
