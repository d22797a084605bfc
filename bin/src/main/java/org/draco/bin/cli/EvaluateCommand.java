package org.draco.bin.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.bin.evaluate.LocalEvaluation;
import org.draco.layout.EvaluationLayout;
import org.draco.layout.evaluation.BestModel;
import org.draco.layout.evaluation.EvaluationSpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code draco evaluate}: how good the models of a job are, after it or beside it. */
@Command(
        name = "evaluate",
        description =
                "Judges the checkpoints of a job: loss, top-1, top-5, each class, who is taken for whom, and the best model.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true)
final class EvaluateCommand implements Callable<Integer> {

    @Spec CommandSpec command;

    @Mixin EvaluationOptions evaluation = new EvaluationOptions();

    @Option(
            names = "--local",
            required = true,
            description =
                    "In this process, without YARN; directories without a scheme are on this machine.")
    boolean local;

    @Mixin OutputOptions output = new OutputOptions();

    @Mixin JarOptions jars = new JarOptions();

    @Mixin HadoopOptions hadoop = new HadoopOptions();

    @Override
    public Integer call() throws IOException, InterruptedException, FaultySpecificationException {
        Configuration conf = hadoop.configuration();
        EvaluatedJob job = EvaluatedJob.read(path("--model-dir", evaluation.modelDir), conf);
        EvaluationLayout target =
                evaluation.output == null
                        ? job.usualPlace(evaluation)
                        : new EvaluationLayout(path("--output", evaluation.output));
        target = qualified(target, conf);
        try (UserJars open = UserJars.open(jarsOf(job, conf), conf);
                TemporaryDirectory work = new TemporaryDirectory("draco-evaluate-")) {
            EvaluationSpec spec =
                    job.evaluation(evaluation, target, job.spec(), open.described(), conf);
            EvaluationProgress progress = new EvaluationProgress(command.commandLine().getErr());
            LocalEvaluation.Result result =
                    new LocalEvaluation(spec, conf, work.path().resolve("cache"), progress)
                            .run(target);
            return output.finish(
                    new EvaluationSummary(
                            result.outcome(),
                            BestModel.readIfPresent(target.dir().getFileSystem(conf), target),
                            target.dir().toString()),
                    command.commandLine().getOut());
        }
    }

    /** Those that are given, else those that lie with the job. */
    private List<String> jarsOf(EvaluatedJob job, Configuration conf) throws IOException {
        if (!jars.jars.isEmpty()) {
            return jars.jars;
        }
        return job.jars(conf);
    }

    private static Path path(String option, String given) throws FaultySpecificationException {
        return Place.orLocal(option, "a directory", given);
    }

    private static EvaluationLayout qualified(EvaluationLayout layout, Configuration conf)
            throws IOException {
        FileSystem fs = layout.dir().getFileSystem(conf);
        return new EvaluationLayout(fs.makeQualified(layout.dir()));
    }
}
