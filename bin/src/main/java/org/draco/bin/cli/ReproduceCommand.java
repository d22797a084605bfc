package org.draco.bin.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.draco.bin.report.Table;
import org.draco.bin.reproduce.Pace;
import org.draco.bin.reproduce.PlannedRun;
import org.draco.bin.reproduce.RunStore;
import org.draco.bin.reproduce.Studies;
import org.draco.bin.reproduce.Study;
import org.draco.bin.reproduce.StudyFile;
import org.draco.bin.reproduce.StudyFileException;
import org.draco.bin.reproduce.StudyReport;
import org.draco.bin.reproduce.StudyRunner;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code draco reproduce}: a published experiment, or one's own. */
@Command(
        name = "reproduce",
        description =
                "Runs a study, a published one or your own, as far as it was not run before: its grid, tables and plots"
                        + " (docs/reproduce.md).",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true)
final class ReproduceCommand implements Callable<Integer> {

    /** Longer tables are in files alone. */
    private static final int MOST_ROWS = 60;

    @Spec CommandSpec command;

    @Parameters(
            arity = "0..1",
            paramLabel = "STUDY|FILE",
            description = "A study that comes with Draco (--list names them), or a study file.")
    String study;

    @Option(names = "--list", description = "Names the studies that come with Draco.")
    boolean list;

    @Option(
            names = "--only",
            paramLabel = "EXPR",
            description = "A slice: ATTRIBUTE=VALUE|VALUE,..., e.g. attack=alie,f=24,seed=1.")
    String only = "";

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description =
                    "Runs of each configuration, with the seeds 1 to N (default: as the study says).")
    Integer seeds;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description =
                    "Runs made at the same time (default: one for each core; with --yarn 4). Does not change what comes out, but for"
                            + " times.")
    Integer jobs;

    @Option(
            names = "--dry-run",
            description = "Says what would be run and, if some was before, how long it would take.")
    boolean dryRun;

    @Option(
            names = "--report",
            description = "Runs nothing: tables and plots of what was run before.")
    boolean reportOnly;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            description =
                    "Local directory for all runs, data sets and outputs; with --yarn for outputs alone (default: ${DEFAULT-VALUE}).")
    Path work = Path.of("draco-reproduce");

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description =
                    "Local directory for tables and plots (default: the study's name in --work).")
    Path output;

    @Option(
            names = "--root",
            paramLabel = "URI",
            description =
                    "Directory under which data sets lie (default: --work); with --yarn also the runs, on the cluster's file system"
                            + " (default: draco in the user's home there).")
    String root;

    @Option(
            names = "--json",
            description =
                    "Print what was run as one JSON object, the last line of standard output.")
    boolean json;

    @Option(
            names = "--yarn",
            description =
                    "Makes each run as an application of its own on the Hadoop cluster that HADOOP_CONF_DIR names, in one container;"
                            + " what follows says more of these.")
    boolean yarn;

    @ArgGroup(
            exclusive = false,
            validate = false,
            heading = "%nWith --yarn, what a run's application gets:%n")
    MasterOptions master = new MasterOptions();

    @Mixin YarnOptions cluster = new YarnOptions();

    @Override
    public Integer call() throws IOException, InterruptedException, FaultySpecificationException {
        PrintWriter out = command.commandLine().getOut();
        if (list) {
            Studies.names().forEach(out::println);
            out.flush();
            return 0;
        }
        Path directory = Files.createDirectories(work.toAbsolutePath().normalize());
        StudyPlace place = place(directory);
        StudyJobs jobsOf = new StudyJobs(place.root(), place.configuration());
        try {
            Study chosen = read(jobsOf);
            int count = seeds != null ? seeds : chosen.seeds();
            requirePositive("--seeds", count);
            jobs = jobs != null ? jobs : place.usualJobs();
            requirePositive("--jobs", jobs);
            List<PlannedRun> runs =
                    jobsOf.plan(chosen.only(only, count), chosen.seeds(only, count));
            return dryRun
                    ? tell(runs, place.store(), out)
                    : reproduce(chosen, runs, place, directory, out);
        } catch (StudyFileException wrong) {
            throw new FaultySpecificationException(wrong.faults());
        }
    }

    private StudyPlace place(Path directory) throws IOException, FaultySpecificationException {
        ParseResult words = command.commandLine().getParseResult();
        if (yarn) {
            return StudyOnCluster.of(cluster, root, ChangedResources.of(words));
        }
        List<String> given =
                StudyOnCluster.options().stream().filter(words::hasMatchedOption).toList();
        if (!given.isEmpty()) {
            throw new FaultySpecificationException(
                    given.stream().map(name -> name + ": expected with --yarn only").toList());
        }
        return new StudyHere(
                cluster.hadoop.configuration(),
                directory,
                Optional.ofNullable(root).map(org.apache.hadoop.fs.Path::new));
    }

    private static void requirePositive(String option, int value)
            throws FaultySpecificationException {
        if (value < 1) {
            throw new FaultySpecificationException(
                    List.of(option + ": expected at least 1, found " + value));
        }
    }

    private Study read(StudyJobs options)
            throws IOException, StudyFileException, FaultySpecificationException {
        if (study == null) {
            throw new FaultySpecificationException(
                    List.of(
                            "expected a study, found none; --list names those that come with Draco"));
        }
        Optional<String> own = Studies.text(study);
        if (own.isPresent()) {
            return StudyFile.parse(study, own.get(), study, options);
        }
        Path file = Path.of(study);
        if (!Files.isRegularFile(file)) {
            throw new FaultySpecificationException(
                    List.of(
                            "expected one of %s, or a study file, found \"%s\""
                                    .formatted(String.join(", ", Studies.names()), study)));
        }
        String name = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
        return StudyFile.parse(name, Files.readString(file), study, options);
    }

    private int tell(List<PlannedRun> runs, RunStore store, PrintWriter out) throws IOException {
        List<PlannedRun> pending = StudyRunner.pending(runs, store);
        pending.forEach(run -> out.println(run.label()));
        runs.stream()
                .filter(run -> run.job().isEmpty())
                .map(run -> (run.skipped() ? "skipped: " : "refused: ") + run.why())
                .distinct()
                .forEach(out::println);
        OptionalDouble seconds = Pace.of(runs, store).seconds(pending);
        out.printf(
                Locale.ROOT,
                "%d runs, of which %d are to be made%s.%n",
                runs.size(),
                pending.size(),
                pending.isEmpty()
                        ? ""
                        : seconds.isEmpty()
                                ? "; how long that takes is not known before one of each network was made"
                                : ", about "
                                        + StudyProgress.duration(seconds.getAsDouble() / jobs)
                                        + " with --jobs "
                                        + jobs);
        out.flush();
        return 0;
    }

    private int reproduce(
            Study chosen, List<PlannedRun> runs, StudyPlace place, Path directory, PrintWriter out)
            throws IOException, InterruptedException, FaultySpecificationException {
        long startNanos = System.nanoTime();
        RunStore store = place.store();
        List<PlannedRun> pending = reportOnly ? List.of() : StudyRunner.pending(runs, store);
        Map<String, String> errors =
                pending.isEmpty() ? Map.of() : place.make(pending, jobs, progress(pending));
        StudyReport report = StudyReport.read(chosen, runs, store, errors);
        Path results = output != null ? output.toAbsolutePath() : directory.resolve(chosen.name());
        var layout = new org.apache.hadoop.fs.Path(results.toUri());
        report.write(layout.getFileSystem(new Configuration()), layout, made());
        for (Table table : report.tables()) {
            out.println(
                    table.rows().size() <= MOST_ROWS
                            ? table.toText()
                            : "%s: %d rows, in tables.md%n"
                                    .formatted(table.title(), table.rows().size()));
        }
        runs.stream()
                .filter(PlannedRun::skipped)
                .map(PlannedRun::why)
                .distinct()
                .forEach(out::println);
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("study", chosen.name());
        said.put("runs", runs.size());
        said.put("computed", pending.size() - errors.size());
        said.putAll(report.counts());
        said.put("seconds", (System.nanoTime() - startNanos) / 1e9);
        said.put("place", results.toString());
        out.println(json ? new ObjectMapper().writeValueAsString(said) : "Files: " + results);
        out.flush();
        return errors.isEmpty() ? 0 : Draco.FAILED;
    }

    private static StudyProgress progress(List<PlannedRun> pending) {
        return new StudyProgress(System.err, System.console() != null, pending, System::nanoTime);
    }

    /** What leads here again, without what changes nothing. */
    private String made() {
        StringBuilder words = new StringBuilder("Made by: bin/draco reproduce " + study);
        if (!only.isEmpty()) {
            words.append(" --only '").append(only).append('\'');
        }
        if (seeds != null) {
            words.append(" --seeds ").append(seeds);
        }
        return words.append(" (").append(new Version().getVersion()[0]).append(").").toString();
    }
}
