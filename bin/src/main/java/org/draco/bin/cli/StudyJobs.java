package org.draco.bin.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.draco.am.train.JobAdmission;
import org.draco.bin.reproduce.Configuration;
import org.draco.bin.reproduce.PlannedRun;
import org.draco.bin.reproduce.RunDigest;
import org.draco.bin.reproduce.StudyOptions;
import org.draco.container.worker.WorkerParts;
import org.draco.layout.DatasetLayout;
import org.draco.layout.DracoLayout;
import org.draco.layout.dataset.DatasetManifest;
import org.draco.layout.idx.BundledDigits;
import org.draco.layout.job.JobSpec;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** What a study's configurations are as jobs: their options are those of {@code simulate}. Used by one thread. */
final class StudyJobs implements StudyOptions {

    /** What the study's own command decides, or what a run is not found again by. */
    private static final Set<String> RESERVED =
            Set.of(
                    "--seed",
                    "--root",
                    "--train-dir",
                    "--parallel",
                    "--resume",
                    "--result-directory",
                    "--json",
                    "--jars",
                    "--initial-parameters",
                    "--enable-gpu",
                    "--help",
                    "--version");

    /** Not a name that a job is run under. */
    private static final String NAMELESS = "run";

    private final Path root;
    private final org.apache.hadoop.conf.Configuration conf;
    private final Map<String, Optional<DatasetManifest>> datasets = new HashMap<>();

    /** @param root under which data sets lie, and where the digits that come with Draco are put if none are there */
    StudyJobs(Path root, org.apache.hadoop.conf.Configuration conf) {
        this.root = root;
        this.conf = conf;
    }

    @Override
    public Optional<String> fault(List<String> words) {
        try {
            ParseResult parsed = parse(new SimulateCommand(), words);
            return parsed.matchedOptions().stream()
                    .map(OptionSpec::longestName)
                    .filter(RESERVED::contains)
                    .findFirst()
                    .map(
                            name ->
                                    "expected options of simulate that say what is trained, found "
                                            + name
                                            + ", which reproduce decides itself");
        } catch (ParameterException wrong) {
            return Optional.of("expected options of simulate, found: " + wrong.getMessage());
        }
    }

    private static ParseResult parse(SimulateCommand command, List<String> words) {
        return new CommandLine(command)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .parseArgs(words.toArray(String[]::new));
    }

    /** The jobs of configurations, each with each seed. */
    List<PlannedRun> plan(List<Configuration> configurations, List<Long> seeds)
            throws IOException, FaultySpecificationException {
        List<PlannedRun> runs = new ArrayList<>();
        for (Configuration configuration : configurations) {
            SimulateCommand command = new SimulateCommand();
            String fault = "";
            try {
                parse(command, configuration.options());
            } catch (ParameterException wrong) {
                fault = wrong.getMessage();
            }
            for (long seed : seeds) {
                runs.add(
                        fault.isEmpty()
                                ? planned(configuration, command.job, seed)
                                : PlannedRun.refused(configuration, seed, fault));
            }
        }
        return runs;
    }

    private PlannedRun planned(Configuration configuration, JobOptions options, long seed)
            throws IOException, FaultySpecificationException {
        DatasetLayout set = new DracoLayout(root).dataset(options.dataset);
        Optional<DatasetManifest> manifest = dataset(options.dataset);
        if (manifest.isEmpty()) {
            return PlannedRun.skipped(
                    configuration,
                    seed,
                    "no data set at %s; bring it with: bin/draco prepare --dataset %s --root %s"
                            .formatted(set.dir(), options.dataset, root));
        }
        options.seed = seed;
        String contents = RunDigest.contents(manifest.get());
        JobSpec nameless = options.toSpec(NAMELESS, contents, List.of());
        List<String> faults = new ArrayList<>(JobAdmission.faults(nameless));
        faults.addAll(WorkerParts.faults(nameless, manifest));
        if (!faults.isEmpty()) {
            return PlannedRun.refused(configuration, seed, String.join("; ", faults));
        }
        long samples = manifest.get().count(org.draco.layout.dataset.Split.TRAIN);
        String name = RunDigest.of(options.inSteps(nameless, samples));
        JobSpec job = options.toSpec(name, set.dir().toString(), List.of());
        return PlannedRun.of(configuration, seed, options.inSteps(job, samples));
    }

    private Optional<DatasetManifest> dataset(String name) throws IOException {
        if (!datasets.containsKey(name)) {
            DatasetLayout set = new DracoLayout(root).dataset(name);
            var fs = root.getFileSystem(conf);
            Optional<DatasetManifest> manifest = DatasetManifest.readIfPresent(fs, set);
            if (manifest.isEmpty() && name.equals(BundledDigits.NAME)) {
                manifest = Optional.of(BundledDigits.prepare(fs, set));
            }
            datasets.put(name, manifest);
        }
        return datasets.get(name);
    }
}
