package org.draco.container.evaluate;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.BlockMissingException;
import org.draco.layout.DamagedFileException;
import org.draco.layout.JobLayout;
import org.draco.layout.checkpoint.Checkpoint;
import org.draco.layout.checkpoint.CheckpointStore;
import org.draco.layout.file.PatientStorage;
import org.draco.layout.job.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A training's checkpoints, as those see them who judge them: read with the storage's patience, one that is damaged only once. Changes
 * nothing in the job's directory. Not thread-safe.
 */
final class CheckpointReader {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointReader.class);

    private final FileSystem fs;
    private final JobLayout job;
    private final byte[] jobDigest;
    private final PatientStorage storage;
    private final CheckpointStore checkpoints;
    private final Map<Long, Damage> damaged = new HashMap<>();

    /**
     * What is wrong with a checkpoint.
     *
     * @param writtenMillis when it was written: one that is written in its place is another
     */
    private record Damage(long writtenMillis, IOException why) {}

    /** @param jobDigest of the job's specification, which its checkpoints must carry */
    CheckpointReader(FileSystem fs, JobLayout job, byte[] jobDigest, PatientStorage storage) {
        this.fs = fs;
        this.job = job;
        this.jobDigest = jobDigest.clone();
        this.storage = storage;
        this.checkpoints = new CheckpointStore(fs, job);
    }

    /** The steps that have a checkpoint now, ascending. */
    List<Long> steps() throws IOException {
        return storage.read("the list of checkpoints", checkpoints::steps);
    }

    /**
     * Reads the parameters of one checkpoint.
     *
     * @return empty if it is damaged, of another job, has lost a block for longer than the storage is waited for, or is gone
     */
    Optional<float[]> parameters(long step) throws IOException {
        String what = "the checkpoint of step " + step;
        try {
            long writtenMillis = storage.read(what, () -> checkpoints.writtenMillis(step));
            if (damaged.containsKey(step) && damaged.get(step).writtenMillis() == writtenMillis) {
                return Optional.empty();
            }
            return read(what, step, writtenMillis);
        } catch (FileNotFoundException gone) {
            return Optional.empty();
        }
    }

    private Optional<float[]> read(String what, long step, long writtenMillis) throws IOException {
        try {
            Checkpoint read = storage.read(what, () -> checkpoints.read(step, jobDigest));
            return Optional.of(read.parameters());
        } catch (IOException cause) {
            if (!isDamage(cause)) {
                throw cause;
            }
            damaged.put(step, new Damage(writtenMillis, cause));
            LOG.warn("Step {} is not evaluated: {}", step, cause.getMessage());
            return Optional.empty();
        }
    }

    private static boolean isDamage(IOException cause) {
        return cause instanceof DamagedFileException
                || cause instanceof ChecksumException
                || cause.getCause() instanceof BlockMissingException;
    }

    /** Why a checkpoint was passed over; empty if none of this step was damaged. */
    Optional<IOException> damage(long step) {
        return Optional.ofNullable(damaged.get(step)).map(Damage::why);
    }

    /** How the training ended; empty while it goes on, or may go on. */
    Optional<Outcome> outcome() throws IOException {
        return storage.read("the outcome", () -> Outcome.readIfPresent(fs, job))
                .filter(outcome -> !outcome.interrupted());
    }
}
