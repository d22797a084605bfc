package org.draco.am.yarn;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.draco.am.access.FileSystemTokens;
import org.draco.layout.EvaluationLayout;
import org.draco.layout.JobLayout;
import org.draco.layout.evaluation.EvaluationOutcome;
import org.draco.layout.evaluation.EvaluationSpec;
import org.draco.layout.job.JobFile;
import org.draco.layout.job.JobSpec;
import org.draco.layout.job.Outcome;

/** The program in the application's first container: ApplicationMaster, of a training also the parameter server. */
public final class ApplicationMaster {

    private ApplicationMaster() {}

    /** Exit code 0: the model is trained, or the checkpoints are evaluated; 1: they are not, and the outcome and the log say why. */
    @SuppressWarnings("RegexpSinglelineJava") // a main reads the environment
    public static void main(String[] words) {
        System.exit(MasterProgram.run(List.of(words), System.getenv(), ApplicationMaster::run));
    }

    private static int run(
            MasterArguments arguments,
            Configuration conf,
            MasterTokens tokens,
            MasterEnvironment environment)
            throws IOException, InterruptedException, YarnException {
        return arguments.evaluation()
                ? evaluate(arguments, conf, tokens, environment)
                : train(arguments, conf, tokens, environment);
    }

    private static int train(
            MasterArguments arguments,
            Configuration conf,
            MasterTokens tokens,
            MasterEnvironment environment)
            throws IOException, InterruptedException, YarnException {
        JobLayout layout = new JobLayout(new Path(arguments.dir()));
        FileSystem fs = layout.dir().getFileSystem(conf);
        Path archive = new Path(arguments.archive());
        JobSpec spec = JobFile.read(fs, layout);
        tokens.keepFresh(fs, FileSystemTokens.ofJob(conf, layout, archive, spec));
        ContainerFiles files = new ContainerFiles(conf, archive, layout, layout, spec.jars());
        ContainerLaunch launch =
                ContainerLaunch.byCurrentUser(spec.containers(), files, arguments.javaHome());
        Outcome outcome =
                new TrainingAttempt(
                                new TrainingAttempt.Surroundings(
                                        conf,
                                        fs,
                                        layout,
                                        spec,
                                        environment,
                                        launch,
                                        tokens.delivered().secrets(),
                                        () -> tokens.delivered().fileSystems()))
                        .run();
        if (!outcome.interrupted()) {
            MasterKeytab.forget(fs, layout);
        }
        return outcome.succeeded() ? 0 : 1;
    }

    private static int evaluate(
            MasterArguments arguments,
            Configuration conf,
            MasterTokens tokens,
            MasterEnvironment environment)
            throws IOException, InterruptedException, YarnException {
        EvaluationLayout layout = new EvaluationLayout(new Path(arguments.dir()));
        FileSystem fs = layout.dir().getFileSystem(conf);
        Path archive = new Path(arguments.archive());
        EvaluationSpec spec = EvaluationSpec.read(fs, layout);
        JobLayout job = new JobLayout(spec.jobDir());
        JobSpec trained = JobFile.read(job.dir().getFileSystem(conf), job);
        tokens.keepFresh(fs, FileSystemTokens.ofEvaluation(conf, layout, archive, spec, trained));
        ContainerFiles files = new ContainerFiles(conf, archive, layout, job, spec.jars());
        ContainerLaunch launch =
                ContainerLaunch.byCurrentUser(spec.containers(), files, arguments.javaHome());
        EvaluationOutcome outcome =
                new EvaluationAttempt(
                                new EvaluationAttempt.Surroundings(
                                        conf,
                                        fs,
                                        layout,
                                        spec,
                                        trained,
                                        environment,
                                        launch,
                                        () -> tokens.delivered().fileSystems()))
                        .run();
        MasterKeytab.forget(fs, layout);
        return outcome.succeeded() ? 0 : 1;
    }
}
