package org.draco.layout.job;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileSystem;
import org.draco.layout.DamagedFileException;
import org.draco.layout.JobLayout;
import org.draco.layout.file.SealedJson;

/**
 * How a training ended. The ApplicationMaster writes it when the training is over; evaluator and client wait for it.
 * The file is a {@link SealedJson} of format {@code draco-outcome}, version 2.
 *
 * @param succeeded whether all steps were made
 * @param interrupted whether the ApplicationMaster was told to end before the training was over: another one may go on, and then this
 *     is no end
 * @param fromStep the step whose checkpoint the last process that trained began with; seconds, bytes and replacements are of the
 *     steps after it
 * @param finalStep the last step that was applied, which has a checkpoint
 * @param diagnosis one sentence for people; empty if there is nothing to say
 * @param modelSha256 {@link org.draco.layout.checkpoint.Checkpoint#modelSha256} of the final model; empty without one
 * @param seconds from the first step's broadcast to the last checkpoint; of a failed training, from its start to its end
 * @param psBytesIn bytes that the parameter server received
 * @param psBytesOut bytes that the parameter server sent
 * @param suspects how often each worker was caught, by rank; workers never caught are not in it
 * @param replacements how many containers the last ApplicationMaster had replaced
 */
public record Outcome(
        boolean succeeded,
        boolean interrupted,
        long fromStep,
        long finalStep,
        String diagnosis,
        String modelSha256,
        double seconds,
        long psBytesIn,
        long psBytesOut,
        Map<Integer, Long> suspects,
        int replacements) {

    private static final SealedJson JSON = new SealedJson("draco-outcome", 2);

    /** A training that came to its end, well or not, in one go and without replacements. */
    public Outcome(
            boolean succeeded,
            long finalStep,
            String diagnosis,
            String modelSha256,
            double seconds,
            long psBytesIn,
            long psBytesOut,
            Map<Integer, Long> suspects) {
        this(
                succeeded,
                false,
                0,
                finalStep,
                diagnosis,
                modelSha256,
                seconds,
                psBytesIn,
                psBytesOut,
                suspects,
                0);
    }

    /** Copies the suspects, ordered by rank. */
    public Outcome {
        Objects.requireNonNull(diagnosis, "diagnosis");
        Objects.requireNonNull(modelSha256, "modelSha256");
        if (!Double.isFinite(seconds)) {
            throw new IllegalArgumentException(
                    "seconds: expected a finite number, found " + seconds);
        }
        suspects = Collections.unmodifiableMap(new TreeMap<>(suspects));
    }

    /** Steps a second, of those that the last process made; 0 if it made none. */
    public double stepsPerSecond() {
        return seconds > 0 ? (finalStep - fromStep) / seconds : 0;
    }

    /** Writes the outcome aside and renames it: whoever sees the file sees it whole. */
    public void write(FileSystem fs, JobLayout job) throws IOException {
        JSON.write(fs, job.outcome(), this);
    }

    /**
     * Reads the outcome of a job that is over.
     *
     * @throws FileNotFoundException if it is not over yet
     * @throws DamagedFileException if the file is not what was written
     */
    public static Outcome read(FileSystem fs, JobLayout job) throws IOException {
        return JSON.read(fs, job.outcome(), Outcome.class);
    }

    /** As {@link #read}; empty while the job is not over. */
    public static Optional<Outcome> readIfPresent(FileSystem fs, JobLayout job) throws IOException {
        return JSON.readIfPresent(fs, job.outcome(), Outcome.class);
    }
}
