package org.draco.am.yarn;

import java.io.IOException;
import java.util.function.DoubleConsumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.draco.layout.JobLayout;
import org.draco.layout.job.JobSpec;
import org.draco.layout.job.Outcome;

/**
 * Work that an ApplicationMaster does itself, without other containers. Called once in a process, by one thread; the next
 * ApplicationMaster's process calls it again, also if the one before had only no time to tell YARN of the end.
 */
@FunctionalInterface
public interface SoloWork {

    /**
     * What the work is about, and where it is done.
     *
     * @param conf of the cluster
     * @param fs where the job's directory is
     * @param layout the job's directory
     * @param spec the job, as its directory has it
     * @param scratch local directory of this process, perhaps not yet made, which goes with its container
     */
    record Place(
            Configuration conf,
            FileSystem fs,
            JobLayout layout,
            JobSpec spec,
            java.nio.file.Path scratch) {}

    /**
     * Does what is still to be done.
     *
     * @param progress to be told how far it is, from 0 to 1; may be told by any thread
     * @return how it ended, which lies in the job's directory by then; a job that fails is a failed outcome, not an exception
     * @throws IOException if it cannot be done, and that says nothing about the job
     * @throws InterruptedException if this thread is interrupted; what was done can be gone on with
     */
    Outcome run(Place place, DoubleConsumer progress) throws IOException, InterruptedException;
}
