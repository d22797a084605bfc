package org.draco.layout.checkpoint;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.BlockMissingException;
import org.draco.layout.DamagedFileException;
import org.draco.layout.JobLayout;
import org.draco.layout.file.AsideFile;
import org.draco.layout.file.PlainFileSystem;

/**
 * The checkpoints of one job. When {@link #write} returns, the checkpoint is durable and whole under its name; before,
 * there is none. So a reader never sees half a checkpoint, and one that is listed can be continued from.
 *
 * <p>Thread-safe as the file system is; several processes may read and write at once.
 */
public final class CheckpointStore {

    private final FileSystem fs;
    private final Path dir;

    /** The store of a job; nothing is touched yet. */
    public CheckpointStore(FileSystem fs, JobLayout job) {
        this(fs, job.checkpoints());
    }

    /** A store in any directory; nothing is touched yet. */
    public CheckpointStore(FileSystem fs, Path dir) {
        this.fs = PlainFileSystem.of(fs);
        this.dir = Objects.requireNonNull(dir, "dir");
    }

    private Path file(long step) {
        return new Path(dir, JobLayout.checkpointName(step));
    }

    /**
     * Writes aside, hsyncs, renames. A checkpoint of the same step is replaced: a training that continues from an
     * earlier one comes by here again with the same bits.
     */
    public void write(Checkpoint checkpoint) throws IOException {
        try (AsideFile file = AsideFile.create(fs, file(checkpoint.step()))) {
            CheckpointFormat.write(file.stream(), checkpoint);
            file.commit();
        }
    }

    /**
     * Reads the checkpoint after {@code step} steps; takes memory for its vectors once the file's size has
     * confirmed their length.
     *
     * @throws FileNotFoundException if there is none; the message names the steps that have one
     * @throws DamagedFileException if the file is not what was written, or is of another step
     */
    public Checkpoint read(long step) throws IOException {
        Path file = file(step);
        FileStatus status;
        try {
            status = fs.getFileStatus(file);
        } catch (FileNotFoundException absent) {
            throw new FileNotFoundException(
                    "no checkpoint " + file + "; there are those of the steps " + steps());
        }
        if (status.isDirectory()) {
            throw new DamagedFileException(
                    file, 0, "a checkpoint", "a directory", "move the directory away");
        }
        try (FSDataInputStream in = fs.open(file)) {
            return CheckpointFormat.read(in, file, status.getLen(), step);
        }
    }

    /**
     * As {@link #read(long)}, and refuses the checkpoint of another job.
     *
     * @param jobDigest that the checkpoint must carry
     * @throws DamagedFileException also if it carries another
     */
    public Checkpoint read(long step, byte[] jobDigest) throws IOException {
        return requireOf(jobDigest, read(step));
    }

    private Checkpoint requireOf(byte[] jobDigest, Checkpoint checkpoint)
            throws DamagedFileException {
        if (!Arrays.equals(checkpoint.jobDigest(), jobDigest)) {
            HexFormat hex = HexFormat.of();
            throw new DamagedFileException(
                    file(checkpoint.step()),
                    32,
                    "the job digest " + hex.formatHex(jobDigest),
                    hex.formatHex(checkpoint.jobDigest()),
                    "this checkpoint is of another job; continue that one, or start this job in a directory of its own");
        }
        return checkpoint;
    }

    /** Who is told of a checkpoint that is passed over. */
    @FunctionalInterface
    public interface DamageListener {

        /**
         * The checkpoint cannot be read, and an older one can.
         *
         * @param step the damaged one's
         * @param why what is wrong with it; the message names the file
         * @throws IOException if the listener does something about it and cannot
         */
        void passedOver(long step, IOException why) throws IOException;
    }

    /**
     * The newest checkpoint that can be read. One that is damaged, or of which HDFS has lost a block, is passed over for the
     * one before: a training that goes on from there comes by the same step again, with the same bits.
     *
     * @param jobDigest that it must carry
     * @param listener told of each that is passed over, the newest first, once an intact one is found
     * @return empty if there is no checkpoint
     * @throws DamagedFileException if it is of another job, or if there are checkpoints and all are damaged: then what is
     *     wrong with the newest
     */
    public Optional<Checkpoint> newestIntact(byte[] jobDigest, DamageListener listener)
            throws IOException {
        return newestIntact(Long.MAX_VALUE, jobDigest, listener);
    }

    /** As {@link #newestIntact(byte[], DamageListener)}, of those of {@code lastStep} and the steps before it. */
    public Optional<Checkpoint> newestIntact(
            long lastStep, byte[] jobDigest, DamageListener listener) throws IOException {
        NavigableMap<Long, IOException> damaged = new TreeMap<>(Comparator.reverseOrder());
        List<Long> steps = steps().stream().filter(step -> step <= lastStep).toList();
        for (int i = steps.size() - 1; i >= 0; i--) {
            Checkpoint read;
            try {
                read = read(steps.get(i));
            } catch (DamagedFileException | ChecksumException | BlockMissingException damage) {
                damaged.put(steps.get(i), damage);
                continue;
            }
            requireOf(jobDigest, read);
            for (Map.Entry<Long, IOException> passed : damaged.entrySet()) {
                listener.passedOver(passed.getKey(), passed.getValue());
            }
            return Optional.of(read);
        }
        if (!damaged.isEmpty()) {
            throw damaged.firstEntry().getValue();
        }
        return Optional.empty();
    }

    /**
     * Takes a damaged checkpoint out of the list, so that nobody stumbles over it before its step is written again: it stays
     * in the directory as {@code .step-000000100.ckpt.damaged}.
     */
    public void setAside(long step) throws IOException {
        Path file = file(step);
        PlainFileSystem.replace(
                fs, file, new Path(file.getParent(), "." + file.getName() + ".damaged"));
    }

    /**
     * Deletes what attempts to write this step have left aside that could not even clean up, because the file system was away.
     * Not while another process writes the same step.
     */
    public void removeLeftovers(long step) throws IOException {
        AsideFile.removeLeftovers(fs, file(step));
    }

    /** Deletes all but the last {@code files} checkpoints. */
    public void keepLast(int files) throws IOException {
        keepLast(files, step -> false);
    }

    /** Deletes all but the last {@code files} checkpoints and those of the steps that are kept beside them. */
    public void keepLast(int files, LongPredicate alsoKept) throws IOException {
        List<Long> steps = steps();
        for (long step : steps.subList(0, Math.max(0, steps.size() - files))) {
            if (!alsoKept.test(step)) {
                fs.delete(file(step), false);
            }
        }
    }

    /**
     * When the checkpoint of this step was written, in milliseconds since 1970: by this one is told from another in its place.
     *
     * @throws FileNotFoundException if there is none
     */
    public long writtenMillis(long step) throws IOException {
        return fs.getFileStatus(file(step)).getModificationTime();
    }

    /** The steps that have a checkpoint, ascending; empty if there is none yet. */
    public List<Long> steps() throws IOException {
        List<Long> steps = new ArrayList<>();
        try {
            for (FileStatus status : fs.listStatus(dir)) {
                OptionalLong step = JobLayout.checkpointStep(status.getPath().getName());
                if (step.isPresent() && status.isFile()) {
                    steps.add(step.getAsLong());
                }
            }
        } catch (FileNotFoundException absent) {
            return List.of();
        }
        Collections.sort(steps);
        return List.copyOf(steps);
    }
}
