package org.draco.bin.simulate;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.layout.DamagedFileException;
import org.draco.layout.JobLayout;
import org.draco.layout.file.AsideFile;
import org.draco.layout.file.PackedDirectory;
import org.draco.layout.file.PatientStorage;
import org.draco.layout.job.Outcome;

/**
 * A job's directory on the disk of the machine that computes it, for a cluster's file system bears no file a batch and checkpoint: from
 * time to time all of it goes home as one file, with which another machine can go on, and in the end the results.
 *
 * <p>Owned by the thread that computes.
 */
final class WorkingCopy {

    /** How much of the time goes to what an ApplicationMaster that dies would leave: a twentieth. */
    private static final int PART = 20;

    private final FileSystem disk;
    private final JobLayout here;
    private final FileSystem home;
    private final JobLayout there;
    private final LongSupplier nanoClock;
    private final Consumer<String> notices;
    private long restedSinceNanos;
    private long restNanos;
    private long stepBefore;

    /**
     * @param disk of this machine
     * @param here the copy, which is not there yet
     * @param home where the job's directory is
     * @param there the job's directory
     * @param nanoClock as {@link System#nanoTime}
     * @param notices for people
     */
    WorkingCopy(
            FileSystem disk,
            JobLayout here,
            FileSystem home,
            JobLayout there,
            LongSupplier nanoClock,
            Consumer<String> notices) {
        this.disk = disk;
        this.here = here;
        this.home = home;
        this.there = there;
        this.nanoClock = nanoClock;
        this.notices = notices;
        this.restedSinceNanos = nanoClock.getAsLong();
    }

    /** Takes up what another machine has left, if there is something. */
    void fetch() throws IOException {
        if (!home.exists(there.state())) {
            return;
        }
        try {
            PackedDirectory.read(home, there.state(), disk, here.dir());
        } catch (DamagedFileException damage) {
            disk.delete(here.dir(), true);
            notices.accept(damage.getMessage() + "; this run begins anew");
        }
    }

    /**
     * A checkpoint was written: sends home what there is by now, unless that was done a short while ago. That it cannot be sent is only
     * told.
     *
     * <p>A step has its row after its checkpoint, so whoever goes on does so from the checkpoint before. Where that is the one of
     * the initial weights, nothing is sent.
     *
     * @param step after which it was written, 0 of the initial weights
     * @throws UncheckedIOException if this thread is interrupted
     */
    void checkpointed(long step) {
        boolean useful = stepBefore > 0;
        stepBefore = step;
        long startNanos = nanoClock.getAsLong();
        if (!useful || startNanos - restedSinceNanos < restNanos) {
            return;
        }
        try {
            PackedDirectory.write(disk, here.dir(), home, there.state());
        } catch (InterruptedIOException | ClosedByInterruptException told) {
            throw new UncheckedIOException(told);
        } catch (IOException trouble) {
            notices.accept("what is there by now is not kept: " + trouble.getMessage());
        }
        restedSinceNanos = nanoClock.getAsLong();
        restNanos = (PART - 1) * (restedSinceNanos - startNanos);
    }

    /**
     * Sends the results home, the outcome last, and deletes what is needed no more.
     *
     * @param storage waits for a file system in trouble
     */
    void bringHome(Outcome outcome, PatientStorage storage) throws IOException {
        storage.run(
                "the results",
                () -> {
                    copy(here.stepsCsv(), there.stepsCsv());
                    copy(here.evaluationCsv(), there.evaluationCsv());
                    copy(here.partition(), there.partition());
                    outcome.write(home, there);
                });
        forget();
    }

    /** What was left to go on with is needed no more. */
    void forget() throws IOException {
        home.delete(there.state(), false);
    }

    private void copy(Path from, Path to) throws IOException {
        if (!disk.exists(from)) {
            return;
        }
        try (InputStream in = disk.open(from);
                AsideFile aside = AsideFile.create(home, to)) {
            in.transferTo(aside.stream());
            aside.commit();
        }
    }
}
