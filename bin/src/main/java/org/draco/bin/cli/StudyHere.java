package org.draco.bin.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.draco.bin.reproduce.PlannedRun;
import org.draco.bin.reproduce.RunStore;
import org.draco.bin.reproduce.SimulatedRuns;
import org.draco.bin.reproduce.StudyRunner;

/**
 * This process makes the runs, and they lie on this machine.
 *
 * @param configuration to reach the data sets with
 * @param directory local, there
 * @param given under which data sets lie; empty for the directory
 */
record StudyHere(Configuration configuration, java.nio.file.Path directory, Optional<Path> given)
        implements StudyPlace {

    @Override
    public Path root() {
        return given.orElseGet(() -> new Path(directory.toUri()));
    }

    @Override
    public RunStore store() throws IOException {
        return RunStore.local(directory);
    }

    /** One for each core. */
    @Override
    public int usualJobs() {
        return Runtime.getRuntime().availableProcessors();
    }

    @Override
    @SuppressWarnings("try") // lock and duty are held, not used
    public Map<String, String> make(List<PlannedRun> pending, int jobs, StudyProgress progress)
            throws IOException, InterruptedException, FaultySpecificationException {
        try (FileChannel channel =
                        FileChannel.open(
                                directory.resolve("runs.lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                FileLock lock = locked(channel);
                AtExit interrupted =
                        new AtExit(AtExit.DELETE_FILES, () -> progress.interrupted(""));
                TemporaryDirectory cache = new TemporaryDirectory("draco-reproduce-")) {
            SimulatedRuns runs = new SimulatedRuns(store(), configuration, cache.path());
            return new StudyRunner(runs, jobs).run(pending, progress);
        }
    }

    private FileLock locked(FileChannel channel) throws IOException, FaultySpecificationException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException here) {
            lock = null;
        }
        if (lock == null) {
            throw new FaultySpecificationException(
                    List.of(
                            "--work: expected a directory in which no other reproduce is at work, found one in "
                                    + directory
                                    + "; wait for it, or give another directory"));
        }
        return lock;
    }
}
