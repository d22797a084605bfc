package org.draco.bin.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
            List<RecordedRun> runs = runs(conf);
            Path directory = directory(conf);
            Path page = Report.write(runs, directory.getFileSystem(conf), directory);
            command.commandLine().getOut().println(page);
            command.commandLine().getOut().flush();
            return 0;
        }
    }

    private List<RecordedRun> runs(Configuration conf)
            throws IOException, FaultySpecificationException {
        List<String> faults = new ArrayList<>();
        List<RecordedRun> runs = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String place : places) {
            Matcher named = NAMED.matcher(place);
            Path directory = qualified(named.matches() ? named.group(2) : place, conf);
            String name = named.matches() ? named.group(1) : directory.getName();
            try {
                runs.add(
                        RecordedRun.read(
                                name, directory.getFileSystem(conf), new JobLayout(directory)));
            } catch (FileNotFoundException none) {
                faults.add(
                        "expected the directory of a run or a job, found no job.json in "
                                + directory);
            } catch (JobSpecException wrong) {
                faults.add(wrong.getMessage());
            }
            if (!names.add(name)) {
                faults.add(
                        "%s: expected runs of different names, found two; give them, e.g. other=%s"
                                .formatted(name, place));
            }
        }
        if (!faults.isEmpty()) {
            throw new FaultySpecificationException(faults);
        }
        return runs;
    }

    private Path directory(Configuration conf) throws IOException {
        if (output != null) {
            return qualified(output, conf);
        }
        if (places.size() > 1) {
            return qualified("draco-report", conf);
        }
        Matcher named = NAMED.matcher(places.get(0));
        return new JobLayout(qualified(named.matches() ? named.group(2) : places.get(0), conf))
                .report();
    }

    /** Local, unless it has a scheme. */
    private static Path qualified(String place, Configuration conf) {
        Path path = new Path(place);
        return path.toUri().getScheme() == null
                ? new Path(
                        "file",
                        null,
                        java.nio.file.Path.of(place).toAbsolutePath().normalize().toString())
                : path;
    }
}
