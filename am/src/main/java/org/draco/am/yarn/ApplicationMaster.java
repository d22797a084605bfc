package org.draco.am.yarn;

import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.draco.layout.JobLayout;
import org.draco.layout.job.JobFile;
import org.draco.layout.job.JobSpec;
import org.draco.layout.job.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The program in the application's first container: ApplicationMaster and parameter server. */
public final class ApplicationMaster {

    private static final Logger LOG = LoggerFactory.getLogger(ApplicationMaster.class);

    private ApplicationMaster() {}

    /** Exit code 0: the model is trained; 1: it is not, and the job's outcome and the log say why. */
    @SuppressWarnings("RegexpSinglelineJava") // a main reads the environment
    public static void main(String[] words) {
        System.exit(run(List.of(words), System.getenv()));
    }

    private static int run(List<String> words, Map<String, String> variables) {
        MasterArguments arguments = MasterArguments.parse(words);
        Configuration conf = new YarnConfiguration();
        try (MasterTokens tokens = new MasterTokens(arguments, conf)) {
            Path jobDir = new Path(arguments.jobDir());
            FileSystem fs = jobDir.getFileSystem(conf);
            JobLayout layout = new JobLayout(jobDir);
            JobSpec spec = JobFile.read(fs, layout);
            tokens.keepFresh(fs, spec);
            ContainerFiles files =
                    new ContainerFiles(conf, new Path(arguments.archive()), layout, spec.jars());
            ContainerLaunch launch =
                    ContainerLaunch.byCurrentUser(spec.containers(), files, arguments.javaHome());
            Outcome outcome =
                    new TrainingAttempt(
                                    new TrainingAttempt.Surroundings(
                                            conf,
                                            fs,
                                            layout,
                                            spec,
                                            MasterEnvironment.of(variables),
                                            launch,
                                            tokens.delivered().secrets(),
                                            () -> tokens.delivered().fileSystems()))
                            .run();
            if (!outcome.interrupted()) {
                MasterKeytab.forget(fs, layout);
            }
            return outcome.succeeded() ? 0 : 1;
        } catch (Throwable cause) { // the top of the program: an Error too must end it, whatever
            // threads still live
            LOG.error("The ApplicationMaster cannot go on: {}", cause.getMessage(), cause);
            return 1;
        }
    }
}
