package org.draco.bin.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.draco.layout.job.JobSpec;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** What a job that goes on gets, where the command line says otherwise than it had: memory, time, patience. */
final class ChangedResources {

    /** Of those that give processes something, these change a gradient's bits. */
    private static final Set<String> PART_OF_THE_MODEL = Set.of("--threads", "--enable-gpu");

    private ChangedResources() {}

    /** The options that may be given again. */
    static Set<String> options() {
        Set<String> names = new TreeSet<>(names(new ResourceOptions()));
        names.addAll(names(new RecoveryOptions()));
        names.removeAll(PART_OF_THE_MODEL);
        return names;
    }

    /** What options of a class are called. */
    static Set<String> names(Object options) {
        Set<String> names = new TreeSet<>();
        new CommandLine(options)
                .getCommandSpec()
                .options()
                .forEach(option -> names.add(option.longestName()));
        return names;
    }

    /** The job with what the command line gives it, and all else as it was. */
    static UnaryOperator<JobSpec> of(ParseResult words) {
        return spec -> {
            ResourceOptions resources = over(ResourceOptions.of(spec), words);
            RecoveryOptions recovery = over(RecoveryOptions.of(spec.recovery()), words);
            return spec.with(
                    resources.wire(spec.wire().numbers()),
                    resources.containers(),
                    resources.timeouts(),
                    recovery.toSpec(spec.resilience().workers()));
        };
    }

    /** Has the command line's own words of these options read once more, over what the options are. */
    private static <T> T over(T options, ParseResult words) {
        Set<String> own = names(options);
        List<String> given = new ArrayList<>();
        for (OptionSpec option : words.matchedOptions()) {
            if (own.contains(option.longestName())) {
                given.add(option.longestName());
                given.addAll(option.originalStringValues());
            }
        }
        return CommandLine.populateCommand(options, given.toArray(String[]::new));
    }
}
