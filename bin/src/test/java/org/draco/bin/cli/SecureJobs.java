package org.draco.bin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.draco.am.access.Keytab;
import org.draco.am.client.JobSubmission;
import org.draco.am.client.QueueEntry;
import org.draco.layout.DracoLayout;
import org.draco.layout.idx.FewDigits;
import org.draco.layout.job.JobSpec;

/** Jobs of a user of a secure cluster, to be called as him. */
final class SecureJobs {

    private final Configuration conf;
    private final DracoLayout layout;

    /** Prepares the digits in the user's home. */
    SecureJobs(Configuration conf) throws IOException {
        this.conf = conf;
        FileSystem hdfs = FileSystem.get(conf);
        this.layout =
                new DracoLayout(
                        hdfs.makeQualified(
                                new org.apache.hadoop.fs.Path(hdfs.getHomeDirectory(), "draco")));
        FewDigits.prepare(hdfs, layout);
    }

    Configuration configuration() {
        return conf;
    }

    JobSubmission submission(JobOptions options, Optional<Keytab> keytab)
            throws IOException, FaultySpecificationException {
        JobSpec spec =
                options.toSpec(
                        options.newJobId(),
                        layout.dataset(FewDigits.NAME).dir().toString(),
                        List.of());
        return new JobSubmission(
                spec,
                layout.root(),
                ClusterTraining.archive(),
                Optional.of(System.getProperty("java.home")),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                keytab,
                QueueEntry.USUAL);
    }

    /** {@code model_sha256} of a simulation. */
    static String simulatedModel(Path directory, String options) throws IOException {
        List<String> words = new ArrayList<>(List.of("simulate", "--json"));
        words.addAll(List.of("--train-dir", directory.toString()));
        words.addAll(List.of(options.split(" ")));
        CommandLineRun run = CommandLineRun.of(words.toArray(String[]::new));
        assertEquals(0, run.exitCode(), run.err());
        return run.sha256();
    }
}
