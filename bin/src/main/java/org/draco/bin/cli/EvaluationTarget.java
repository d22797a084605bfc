package org.draco.bin.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.security.AccessControlException;
import org.draco.layout.EvaluationLayout;
import org.draco.layout.JobLayout;
import org.draco.layout.evaluation.EvaluationSpec;

/**
 * The directory in which an evaluation leaves what it finds.
 *
 * @param layout fully qualified
 * @param conf to reach it with
 */
record EvaluationTarget(EvaluationLayout layout, Configuration conf) {

    /** Why it cannot be for the evaluation of this job, whatever is in it. */
    List<String> faults(JobLayout job) {
        return (layout.dir() + "/").startsWith(job.dir() + "/")
                ? List.of(
                        "--output: expected a directory outside of the job's, which is only read, found "
                                + layout.dir())
                : List.of();
    }

    /**
     * Refuses what cannot become this evaluation's directory, else makes it, so that who may not hears of it before anything is
     * computed.
     *
     * @throws FaultySpecificationException if it holds something else, or must not be written
     */
    void requireFor(EvaluationSpec evaluation) throws IOException, FaultySpecificationException {
        FileSystem fs = layout.dir().getFileSystem(conf);
        Optional<EvaluationSpec> there = EvaluationSpec.readIfPresent(fs, layout);
        if (there.isPresent() && !there.get().subject().equals(evaluation.subject())) {
            EvaluationSpec.Subject other = there.get().subject();
            throw fault(
                    "a new directory or one of this evaluation",
                    "%s, which is one of %s by %s (%s); choose another"
                            .formatted(
                                    layout.dir(),
                                    other.jobDir(),
                                    other.datasetUri(),
                                    other.split().directory()));
        }
        if (there.isEmpty() && fs.exists(layout.dir()) && fs.listStatus(layout.dir()).length > 0) {
            throw fault(
                    "a new or empty directory, or an evaluation's",
                    "files in " + layout.dir() + "; choose another");
        }
        requireWritable(fs);
    }

    private void requireWritable(FileSystem fs) throws IOException, FaultySpecificationException {
        String why = "";
        try {
            if (fs.mkdirs(layout.dir())) {
                return;
            }
        } catch (AccessControlException | ParentNotDirectoryException denied) {
            why = ": " + EvaluatedJob.firstLine(denied);
        }
        throw fault("a directory that you may write", layout.dir() + why + "; choose another");
    }

    private static FaultySpecificationException fault(String expected, String found) {
        return new FaultySpecificationException(
                List.of("--output: expected %s, found %s".formatted(expected, found)));
    }
}
