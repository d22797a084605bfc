package org.draco.bin.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.am.client.Applications;
import org.draco.layout.ApplicationLayout;
import org.draco.layout.EvaluationLayout;
import org.draco.layout.JobLayout;
import org.draco.layout.job.JobApplication;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Which submitted job is meant; the same for {@code status}, {@code logs} and {@code kill}. */
final class SubmittedOptions {

    private static final String EXPECTED =
            "an id application_... or the directory of a job that was submitted";

    @Parameters(
            paramLabel = "APPLICATION|JOB",
            description =
                    "Its id, application_..., or the directory of the job or evaluation on the cluster, e.g."
                            + " hdfs:///user/me/draco/jobs/lenet-1.")
    String given;

    @Mixin HadoopOptions hadoop = new HadoopOptions();

    /**
     * What was meant.
     *
     * @param application its id
     * @param job its directory, a job's or an evaluation's, if that was given
     */
    record Found(String application, Optional<ApplicationLayout> job) {}

    /**
     * Looks it up.
     *
     * @throws FaultySpecificationException if it is neither an id nor the directory of a job that was submitted
     */
    Found find(Configuration conf) throws IOException, FaultySpecificationException {
        if (Applications.isId(given)) {
            return new Found(given, Optional.empty());
        }
        Path path = Place.of("job", EXPECTED, given);
        FileSystem fs = path.getFileSystem(conf);
        ApplicationLayout job = layout(fs, fs.makeQualified(path));
        JobApplication application =
                JobApplication.readIfPresent(fs, job)
                        .orElseThrow(
                                () ->
                                        new FaultySpecificationException(
                                                List.of(
                                                        "job: expected %s, found \"%s\"; yarn application -list -appStates ALL shows ids"
                                                                .formatted(EXPECTED, given))));
        return new Found(application.id(), Optional.of(job));
    }

    private static ApplicationLayout layout(FileSystem fs, Path directory) throws IOException {
        EvaluationLayout evaluation = new EvaluationLayout(directory);
        return fs.exists(evaluation.evaluationFile()) ? evaluation : new JobLayout(directory);
    }
}
