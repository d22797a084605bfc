package org.draco.bin.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.draco.am.train.JobAdmission;
import org.draco.bin.simulate.Simulation;
import org.draco.bin.study.ResultDirectory;
import org.draco.container.model.ComputeDevice;
import org.draco.layout.JobLayout;
import org.draco.layout.job.JobSpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code draco simulate}: all workers in this process. */
@Command(
        name = "simulate",
        description =
                "Trains with all workers in one process, without a cluster: the same loop, codes and attacks.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true)
final class SimulateCommand implements Callable<Integer> {

    @Spec CommandSpec command;

    @Mixin JobOptions job = new JobOptions();

    @Mixin OutputOptions output = new OutputOptions();

    @Option(
            names = "--train-dir",
            paramLabel = "DIR",
            description =
                    "Local directory for checkpoints, models and metrics (default: draco-runs/<job>).")
    Path trainDir;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            description =
                    "Gradients computed at the same time (default: one for each core). Does not change the model.")
    int parallel = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--result-directory",
            paramLabel = "DIR",
            description =
                    "With --metrics full: also leave study, eval, config and config.json there, as Distributed Momentum's code"
                            + " does.")
    Path resultDirectory;

    @Option(
            names = "--resume",
            paramLabel = "DIR",
            description =
                    "Goes on with the run in this directory from its last checkpoint; the job is what its job.json says, with"
                            + " --max-steps for longer.")
    Path resume;

    /** What changes neither the model nor what is written of it. */
    private static final Set<String> ALLOWED_WITH_RESUME =
            Set.of(
                    "--resume",
                    "--max-steps",
                    "--parallel",
                    "--jars",
                    "--json",
                    "--result-directory");

    @Override
    public Integer call() throws IOException, InterruptedException, FaultySpecificationException {
        try (UserJars jars = job.jars.open();
                TemporaryDirectory work = new TemporaryDirectory("draco-simulate-")) {
            Configuration conf = new Configuration();
            Run run = resume != null ? interrupted(jars, conf) : begun(jars, conf);
            ProgressLine progress = output.progress(run.spec.training().maxSteps());
            progress.expect(run.spec);
            JobAdmission.warning(run.spec).ifPresent(progress::notice);
            if (run.device.cuda()) {
                progress.notice("gradients are computed on " + run.device);
            }
            JobLayout layout = new JobLayout(new org.apache.hadoop.fs.Path(run.results.toUri()));
            Simulation simulation =
                    new Simulation(
                            run.spec, conf, work.path().resolve("cache"), Math.max(1, parallel));
            Simulation.Result result =
                    simulation.run(
                            layout.dir().getFileSystem(conf),
                            layout,
                            job.start.parameters(),
                            progress);
            progress.end();
            if (resultDirectory != null) {
                ResultDirectory.write(
                        layout.dir().getFileSystem(conf), layout, run.spec, resultDirectory);
            }
            return output.finish(
                    new RunSummary(
                            run.spec.resilience(),
                            result.outcome(),
                            result.evaluation(),
                            run.results.toString()),
                    command.commandLine().getOut());
        }
    }

    /** What is trained, free of faults, the directory for what it leaves, and what computes it. */
    private record Run(JobSpec spec, Path results, ComputeDevice device) {}

    /** The data set that comes with Draco is put beside what the run leaves, so that it can be gone on with. */
    private Run begun(UserJars jars, Configuration conf)
            throws IOException, FaultySpecificationException {
        String jobId = job.newJobId();
        Path results =
                (trainDir != null ? trainDir : Path.of("draco-runs", jobId)).toAbsolutePath();
        var ownRoot = new org.apache.hadoop.fs.Path(results.toUri());
        DatasetSource dataset = DatasetSource.of(job, conf);
        JobSpec spec = job.toSpec(jobId, dataset.directory(ownRoot).toString(), jars.described());
        dataset.requireSound(spec, resultFaults(spec), conf);
        RunFiles.requireFree(results);
        ComputeDevice device = JobCheck.requireDevice(spec);
        dataset.makeReady(ownRoot, conf);
        return new Run(
                job.inSteps(spec, dataset.trainingSamples(spec.data().uri(), conf)),
                results,
                device);
    }

    private List<String> resultFaults(JobSpec spec) {
        return resultDirectory == null || spec.metrics().isFull()
                ? List.of()
                : List.of(
                        "--result-directory: expected --metrics full, found "
                                + spec.metrics().detail());
    }

    private Run interrupted(UserJars jars, Configuration conf)
            throws IOException, FaultySpecificationException {
        Path results = resume.toAbsolutePath();
        ResumedJob resumed =
                new ResumedJob(
                        new org.apache.hadoop.fs.Path(results.toUri()),
                        command.commandLine().getParseResult(),
                        ALLOWED_WITH_RESUME);
        JobSpec spec =
                resumed.spec(
                        left -> resumed.longer(left, job.maxSteps),
                        this::resultFaults,
                        jars.described(),
                        conf);
        return new Run(spec, results, JobCheck.requireDevice(spec));
    }
}
