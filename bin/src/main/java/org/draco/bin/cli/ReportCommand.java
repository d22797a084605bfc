package org.draco.bin.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.draco.bin.report.RecordedRun;
import org.draco.bin.report.Report;
import org.draco.layout.JobLayout;
import org.draco.layout.job.JobSpecException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code draco report}: what runs were like, drawn. */
@Command(
        name = "report",
        description =
                "Draws accuracy, loss, time, bytes and liars of recorded runs: one page, and each plot as SVG and PNG.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ReportCommand implements Callable<Integer> {

    /** {@code name=directory}; what has a slash or a colon before the equals sign is a directory alone. */
    private static final Pattern NAMED = Pattern.compile("([^/:=]+)=(.+)");

    private static final String EXPECTED = "the directory of a run or a job";

    @Spec CommandSpec command;

    @Parameters(
            arity = "1..*",
            paramLabel = "[NAME=]RUN",
            description =
                    "Directory of a run or a job, local or a URI such as hdfs:///user/me/draco/jobs/JOB, with the name that the plots"
                            + " give it (default: the directory's).")
    List<String> places;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description =
                    "Directory for the report, local or a URI (default: report in the run's directory; draco-report for several runs).")
    String output;

    @Mixin JarOptions jars = new JarOptions();

    @Mixin HadoopOptions hadoop = new HadoopOptions();

    @Override
    @SuppressWarnings("try") // the class path is held, not used
    public Integer call() throws IOException, FaultySpecificationException {
        Configuration conf = hadoop.configuration();
        try (UserJars open = jars.open(conf)) {
            List<Drawn> wanted = new ArrayList<>();
            for (String place : places) {
                wanted.add(Drawn.of(place));
            }
            List<RecordedRun> runs = read(wanted, conf);
            Path directory = directory(wanted);
            Path page = Report.write(runs, directory.getFileSystem(conf), directory);
            command.commandLine().getOut().println(page);
            command.commandLine().getOut().flush();
            return 0;
        }
    }

    /**
     * A run that is to be drawn.
     *
     * @param given as on the command line
     * @param name what the plots call it
     * @param directory where it lies
     */
    private record Drawn(String given, String name, Path directory) {

        static Drawn of(String given) throws FaultySpecificationException {
            Matcher named = NAMED.matcher(given);
            Path directory =
                    Place.orLocal("run", EXPECTED, named.matches() ? named.group(2) : given);
            return new Drawn(
                    given, named.matches() ? named.group(1) : directory.getName(), directory);
        }

        /** Its files; empty, and a fault more, if they cannot be drawn. */
        Optional<RecordedRun> read(Configuration conf, List<String> faults) throws IOException {
            try {
                RecordedRun run =
                        RecordedRun.read(
                                name, directory.getFileSystem(conf), new JobLayout(directory));
                run.faults()
                        .forEach(
                                fault ->
                                        faults.add(
                                                "%s: %s; give the jars that it was trained with by --jars"
                                                        .formatted(directory, fault)));
                return Optional.of(run);
            } catch (FileNotFoundException none) {
                faults.add("run: expected " + EXPECTED + ", found no job.json in " + directory);
            } catch (JobSpecException wrong) {
                faults.add(wrong.getMessage());
            }
            return Optional.empty();
        }
    }

    private static List<RecordedRun> read(List<Drawn> wanted, Configuration conf)
            throws IOException, FaultySpecificationException {
        List<String> faults = new ArrayList<>();
        List<RecordedRun> runs = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Drawn one : wanted) {
            one.read(conf, faults).ifPresent(runs::add);
            if (!names.add(one.name())) {
                faults.add(
                        "%s: expected runs of different names, found two; give them, e.g. other=%s"
                                .formatted(one.name(), one.given()));
            }
        }
        if (!faults.isEmpty()) {
            throw new FaultySpecificationException(faults);
        }
        return runs;
    }

    private Path directory(List<Drawn> wanted) throws FaultySpecificationException {
        if (output != null || wanted.size() > 1) {
            return Place.orLocal(
                    "--output", "a directory", output != null ? output : "draco-report");
        }
        return new JobLayout(wanted.get(0).directory()).report();
    }
}
