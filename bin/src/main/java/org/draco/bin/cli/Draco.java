package org.draco.bin.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.draco.am.client.SubmissionRefusedException;
import org.draco.bin.npy.NpyFormatException;
import org.draco.codec.ExtensionException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program {@code draco}: one command line for everything. */
@Command(
        name = "draco",
        description = "Byzantine-resilient distributed training on Hadoop.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            QuickstartCommand.class,
            PrepareCommand.class,
            TrainCommand.class,
            EvaluateCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            KillCommand.class,
            SimulateCommand.class,
            ReproduceCommand.class,
            ReportCommand.class,
            CodecCommand.class,
            ClusterCommand.class
        },
        footer =
                "%nExit codes: 0 done, 1 the job failed, 2 the command line or the specification is wrong.")
public final class Draco {

    static final int FAILED = 1;
    static final int WRONG_SPECIFICATION = 2;

    /** As a shell reports a Ctrl-C. */
    private static final int INTERRUPTED = 130;

    private Draco() {}

    /** Parses, runs, exits. */
    public static void main(String[] words) {
        System.exit(commandLine().execute(words));
    }

    /** The parser with all commands; tests run it without leaving the JVM. */
    public static CommandLine commandLine() {
        return Numbers.readBy(new CommandLine(new Draco()))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(110)
                .setParameterExceptionHandler(Draco::misread)
                .setExecutionExceptionHandler(Draco::explain);
    }

    /** What went wrong in a person's words; a stack trace only for what should never happen. */
    private static int explain(Exception cause, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (AtExit.isUnderWay()) {
            return INTERRUPTED;
        }
        if (cause instanceof FaultySpecificationException faulty) {
            return refuse(err, command, faulty.faults());
        }
        if (cause instanceof SubmissionRefusedException refused) {
            return refuse(err, command, refused.faults());
        }
        if (cause instanceof UnsupportedFileSystemException noScheme) {
            return refuse(
                    err,
                    command,
                    List.of(
                            noScheme.getMessage()
                                    + ": expected a URI of one that is configured, e.g. hdfs:///user/me/draco or file:///home/me/draco"));
        }
        if (cause instanceof NpyFormatException wrongFile) {
            return refuse(err, command, List.of(wrongFile.getMessage()));
        }
        if (cause instanceof ExtensionException) {
            err.println(nameOf(command) + ": " + cause.getMessage());
            LoggerFactory.getLogger(Draco.class).debug("the cause", cause);
            return FAILED;
        }
        Optional<String> outside = OutsideTrouble.told(cause);
        if (cause instanceof InterruptedException) {
            err.println("interrupted");
        } else if (outside.isPresent()) {
            err.println(nameOf(command) + ": " + outside.get());
            LoggerFactory.getLogger(Draco.class).debug("the cause", cause);
        } else {
            err.println(nameOf(command) + ": internal error, please report it: " + cause);
            LoggerFactory.getLogger(Draco.class).error("internal error", cause);
        }
        return FAILED;
    }

    /** What is wrong with the words themselves. Only what is short is shown whole: of a command of a hundred options nobody would see the fault. */
    private static int misread(ParameterException fault, String[] words) {
        CommandLine command = fault.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(nameOf(command) + ": " + fault.getMessage());
        UnmatchedArgumentException.printSuggestions(fault, err);
        boolean mayChoose = !command.getSubcommands().isEmpty();
        if (mayChoose && !(fault instanceof UnmatchedArgumentException)) {
            command.usage(err);
        } else {
            err.println("See " + nameOf(command) + " --help.");
        }
        return WRONG_SPECIFICATION;
    }

    private static int refuse(PrintWriter err, CommandLine command, Iterable<String> faults) {
        err.println(nameOf(command) + ": this cannot be done:");
        faults.forEach(fault -> err.println("  - " + fault));
        err.println("See " + nameOf(command) + " --help.");
        return WRONG_SPECIFICATION;
    }

    /** {@code draco codec encode}, not {@code encode}. */
    private static String nameOf(CommandLine command) {
        return command.getCommandSpec().qualifiedName();
    }
}
