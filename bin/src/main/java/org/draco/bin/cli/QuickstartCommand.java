package org.draco.bin.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.draco.am.client.SubmissionRefusedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code draco quickstart}: the whole system on this machine, with nothing to set up. */
@Command(
        name = "quickstart",
        description =
                "Starts HDFS and YARN on this machine, trains LeNet on real digits with nine workers in groups of three, one of which"
                        + " lies at each step, and shows who was caught.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true)
final class QuickstartCommand implements Callable<Integer> {

    private static final int STEPS = 200;
    private static final int STEPS_BETWEEN_EVALUATIONS = 50;

    @Spec CommandSpec command;

    @Mixin OutputOptions output = new OutputOptions();

    @Option(
            names = "--train-dir",
            paramLabel = "DIR",
            description = "Local directory for what the job leaves (default: draco-runs/<job>).")
    Path trainDir;

    @Override
    public Integer call()
            throws IOException,
                    InterruptedException,
                    FaultySpecificationException,
                    SubmissionRefusedException {
        JobOptions job = new JobOptions();
        job.maxSteps = STEPS;
        job.evalFreq = STEPS_BETWEEN_EVALUATIONS;
        job.workerFail = 1;
        ProgressLine progress = output.progress(STEPS);
        String jobId = job.newJobId();
        Path results = trainDir != null ? trainDir : Path.of("draco-runs", jobId);
        RunFiles.requireFree(results);
        progress.notice(
                "LeNet on 10,000 digits: 9 workers in 3 groups, 1 liar that changes from step to step");
        RunSummary summary =
                new EmbeddedTraining(
                                DatasetSource.of(job, new Configuration()),
                                UserJars.none(),
                                progress)
                        .run(job, jobId, results);
        return output.finish(summary, command.commandLine().getOut());
    }
}
