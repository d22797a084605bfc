package org.draco.am.client;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.am.yarn.StagedConfiguration;
import org.draco.layout.JobLayout;
import org.draco.layout.checkpoint.StartingPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lays into a job's directory what its processes need before they start. */
final class JobStaging {

    private static final Logger LOG = LoggerFactory.getLogger(JobStaging.class);

    private final Configuration conf;
    private final FileSystem fs;
    private final JobLayout layout;

    /** @param conf the client's, of which containers get a copy */
    JobStaging(Configuration conf, FileSystem fs, JobLayout layout) {
        this.conf = conf;
        this.fs = fs;
        this.layout = layout;
    }

    /** Why a job of this name cannot begin; empty if it can. */
    List<String> faults() throws IOException {
        return fs.exists(layout.dir()) ? List.of(taken()) : List.of();
    }

    private String taken() {
        return "job: expected a name not yet used, found "
                + layout.dir()
                + "; choose another name, remove that directory, or go on with it by --resume";
    }

    /**
     * Makes the directory of a job that begins.
     *
     * @throws SubmissionRefusedException for one of two clients that come at once with the same name
     */
    void begin(JobSubmission submission) throws IOException, SubmissionRefusedException {
        try {
            StagedConfiguration.write(conf, fs, layout);
        } catch (FileAlreadyExistsException other) {
            throw new SubmissionRefusedException(List.of(taken()));
        }
        for (int i = 0; i < submission.jars().size(); i++) {
            Path target = layout.jar(i, submission.spec().jars().get(i).name());
            send(submission.jars().get(i), target);
        }
        new ShippedFiles(conf).send(fs, layout);
        if (submission.network().isPresent()) {
            send(submission.network().get(), new Path(submission.spec().network()));
        }
        if (submission.start().isPresent()) {
            StartingPoint.write(fs, layout, submission.spec(), submission.start().get());
        }
    }

    /** Makes the directory of a job that is over ready to go on; its jars, network and initial parameters lie there. */
    void renew() throws IOException {
        StagedConfiguration.renew(conf, fs, layout);
        fs.delete(layout.outcome(), false);
    }

    private void send(java.nio.file.Path file, Path target) throws IOException {
        LOG.info("Sending {} to {}", file, target);
        try (OutputStream out = fs.create(target, false)) {
            Files.copy(file, out);
        }
    }
}
