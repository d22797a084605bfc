package org.draco.bin.reproduce;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.bin.report.RecordedRun;
import org.draco.layout.JobLayout;
import org.draco.layout.job.JobSpec;
import org.draco.layout.job.Outcome;

/**
 * The directory of all runs, each under its digest; studies share it. Of a run that is over it keeps specification, metrics and
 * outcome. Thread-safe for different runs.
 */
public final class RunStore {

    private final FileSystem fs;
    private final Path directory;

    /**
     * @param directory local; made when the first run is
     */
    public RunStore(java.nio.file.Path directory) throws IOException {
        this.fs = FileSystem.getLocal(new Configuration());
        this.directory = new Path(directory.toAbsolutePath().toUri());
    }

    FileSystem fileSystem() {
        return fs;
    }

    JobLayout layout(JobSpec job) {
        return new JobLayout(new Path(directory, job.job()));
    }

    /** Whether a run is over, well or not. */
    boolean isOver(JobSpec job) throws IOException {
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

    /** How many steps an interrupted run has made; 0 for one that has not begun. */
    long stepsMade(JobSpec job) throws IOException {
        JobLayout layout = layout(job);
        return fs.exists(layout.stepsCsv()) && fs.exists(layout.jobFile())
                ? RecordedRun.read("", fs, layout).steps().size()
                : 0;
    }

    /** Takes away what no result is made of. */
    void prune(JobSpec job) throws IOException {
        JobLayout layout = layout(job);
        Path velocities = layout.velocities(0).getParent();
        for (Path bulky : List.of(layout.checkpoints(), layout.models(), velocities)) {
            fs.delete(bulky, true);
        }
    }
}
