package org.draco.bin.reproduce;

import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.bin.report.RecordedRun;
import org.draco.layout.DracoLayout;
import org.draco.layout.JobLayout;
import org.draco.layout.job.JobSpec;
import org.draco.layout.job.Outcome;

/**
 * The directory of all runs, each under its digest, on any file system; studies share it. Of a run that is over it has specification,
 * metrics and outcome. Thread-safe for different runs.
 */
public final class RunStore {

    private final FileSystem fs;
    private final DracoLayout root;

    /**
     * @param fs where they lie
     * @param root below which each has its {@link DracoLayout#run}; made when the first run is
     */
    public RunStore(FileSystem fs, DracoLayout root) {
        this.fs = fs;
        this.root = root;
    }

    /** A store on this machine. */
    public static RunStore local(java.nio.file.Path root) throws IOException {
        return new RunStore(
                FileSystem.getLocal(new Configuration()),
                new DracoLayout(new Path(root.toAbsolutePath().toUri())));
    }

    /** Where the runs lie. */
    public FileSystem fileSystem() {
        return fs;
    }

    /** The directory of a run, made or not. */
    public JobLayout layout(JobSpec job) {
        return root.run(job.job());
    }

    /** Whether a run is over, well or not. */
    public boolean isOver(JobSpec job) throws IOException {
        return Outcome.readIfPresent(fs, layout(job))
                .filter(outcome -> !outcome.interrupted())
                .isPresent();
    }

    /** What a run that is over has left. */
    Optional<RecordedRun> read(String name, JobSpec job) throws IOException {
        return isOver(job)
                ? Optional.of(RecordedRun.read(name, fs, layout(job)))
                : Optional.empty();
    }
}
