package org.draco.am.yarn;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.yarn.api.ApplicationConstants.Environment;
import org.apache.hadoop.yarn.api.records.ContainerId;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.security.AMRMTokenIdentifier;
import org.draco.layout.JobLayout;
import org.draco.layout.job.JobFile;
import org.draco.layout.job.JobSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The program in the application's first container: ApplicationMaster and parameter server. */
public final class ApplicationMaster {

    private static final Logger LOG = LoggerFactory.getLogger(ApplicationMaster.class);

    private ApplicationMaster() {}

    /** Exit code 0: the model is trained; 1: it is not, and the job's outcome and the log say why. */
    @SuppressWarnings("RegexpSinglelineJava") // a main reads the environment
    public static void main(String[] words) {
        System.exit(
                run(
                        List.of(words),
                        System.getenv(Environment.NM_HOST.key()),
                        System.getenv(Environment.CONTAINER_ID.key())));
    }

    private static int run(List<String> words, String host, String container) {
        try {
            MasterArguments arguments = MasterArguments.parse(words);
            Configuration conf = new YarnConfiguration();
            Path jobDir = new Path(arguments.jobDir());
            FileSystem fs = jobDir.getFileSystem(conf);
            JobLayout layout = new JobLayout(jobDir);
            JobSpec spec = JobFile.read(fs, layout);
            ContainerFiles files =
                    new ContainerFiles(conf, new Path(arguments.archive()), layout, spec.jars());
            ContainerLaunch launch =
                    ContainerLaunch.byCurrentUser(spec.containers(), files, arguments.javaHome());
            return new TrainingAttempt(
                                    new TrainingAttempt.Surroundings(
                                            conf,
                                            fs,
                                            layout,
                                            spec,
                                            ContainerId.fromString(container)
                                                    .getApplicationAttemptId()
                                                    .getAttemptId(),
                                            host,
                                            launch,
                                            fileSystemTokens()))
                            .run()
                            .succeeded()
                    ? 0
                    : 1;
        } catch (Throwable cause) { // the top of the program: an Error too must end it, whatever
            // threads still live
            LOG.error("The ApplicationMaster cannot go on: {}", cause.getMessage(), cause);
            return 1;
        }
    }

    /** What was given to us, less the token that makes its bearer the ApplicationMaster. */
    private static Credentials fileSystemTokens() throws IOException {
        Credentials tokens =
                new Credentials(UserGroupInformation.getCurrentUser().getCredentials());
        tokens.getAllTokens()
                .removeIf(token -> token.getKind().equals(AMRMTokenIdentifier.KIND_NAME));
        return tokens;
    }
}
