package org.draco.layout.checkpoint;

import java.io.IOException;
import org.apache.hadoop.fs.FileSystem;
import org.draco.layout.JobLayout;
import org.draco.layout.job.JobSpec;

/** The parameters that a job brings to start from. */
public final class StartingPoint {

    private StartingPoint() {}

    /**
     * Puts them where the evaluator looks before it makes checkpoint 0.
     *
     * @param parameters d floats, whose digest stands in the specification
     */
    public static void write(FileSystem fs, JobLayout job, JobSpec spec, float[] parameters)
            throws IOException {
        float[] none = new float[0];
        new CheckpointStore(fs, job.start())
                .write(new Checkpoint(0, spec.digest(), parameters, none, none));
    }
}
