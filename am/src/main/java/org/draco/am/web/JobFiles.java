package org.draco.am.web;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.draco.layout.JobLayout;
import org.draco.layout.metrics.CsvTail;
import org.draco.layout.metrics.EvaluationRow;

/**
 * What others leave in the job's directory: evaluations and checkpoints. Looked at when somebody asks, and not oftener than every
 * two seconds; between two looks, and while one takes its time, the last one's answer is given.
 *
 * <p>Thread-safe. One thread at most waits for the file system.
 */
public final class JobFiles {

    static final int EVALUATIONS = 512;
    static final int CHECKPOINTS = 200;
    static final long LOOK_MILLIS = 2000;

    private record Look(
            long atMillis,
            JobDocuments.Evaluations evaluations,
            JobDocuments.Checkpoints checkpoints) {}

    private final FileSystem fs;
    private final JobLayout job;
    private final Clock clock;
    private final ReentrantLock looking = new ReentrantLock();
    private final CsvTail<EvaluationRow> tail;
    private final NavigableMap<Long, EvaluationRow> rows = new TreeMap<>();
    private volatile Look last =
            new Look(
                    Long.MIN_VALUE,
                    new JobDocuments.Evaluations(List.of(), ""),
                    new JobDocuments.Checkpoints(0, List.of(), ""));

    /** The files of a job; none is opened yet. */
    public JobFiles(FileSystem fs, JobLayout job, Clock clock) {
        this.fs = fs;
        this.job = job;
        this.clock = clock;
        this.tail =
                new CsvTail<>(
                        fs, job.evaluationCsv(), EvaluationRow.header(), EvaluationRow::parse);
    }

    /**
     * The evaluation of the highest step that the last look found. Never waits for the file system: where that look is old, a thread
     * looks again, for the next time.
     */
    public Optional<EvaluationRow> newestEvaluation() {
        if (isStale() && !looking.isLocked()) {
            Thread looker = new Thread(this::look, "job-files");
            looker.setDaemon(true);
            looker.start();
        }
        List<EvaluationRow> found = last.evaluations().evaluations();
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(found.size() - 1));
    }

    JobDocuments.Evaluations evaluations() {
        return look().evaluations();
    }

    JobDocuments.Checkpoints checkpoints() {
        return look().checkpoints();
    }

    private Look look() {
        if (isStale() && looking.tryLock()) {
            try {
                if (isStale()) {
                    lookNow();
                }
            } finally {
                looking.unlock();
            }
        }
        return last;
    }

    private boolean isStale() {
        long at = last.atMillis();
        return at == Long.MIN_VALUE || Math.abs(clock.millis() - at) >= LOOK_MILLIS;
    }

    /** Looks again, however long ago the last time was; waits for whoever looks. */
    void refresh() {
        looking.lock();
        try {
            lookNow();
        } finally {
            looking.unlock();
        }
    }

    private void lookNow() {
        JobDocuments.Evaluations evaluations = readEvaluations();
        last = new Look(clock.millis(), evaluations, listCheckpoints());
    }

    private JobDocuments.Evaluations readEvaluations() {
        try {
            for (EvaluationRow row : tail.poll()) {
                rows.put(row.step(), row);
                if (rows.size() > EVALUATIONS) {
                    thin();
                }
            }
            return new JobDocuments.Evaluations(List.copyOf(rows.values()), "");
        } catch (IOException trouble) {
            return new JobDocuments.Evaluations(
                    List.copyOf(rows.values()), String.valueOf(trouble.getMessage()));
        }
    }

    /** Every second one goes; the newest stays. */
    private void thin() {
        boolean goes = false;
        for (Iterator<Long> steps = rows.descendingKeySet().iterator(); steps.hasNext(); ) {
            steps.next();
            if (goes) {
                steps.remove();
            }
            goes = !goes;
        }
    }

    private JobDocuments.Checkpoints listCheckpoints() {
        NavigableMap<Long, JobDocuments.Checkpoint> found = new TreeMap<>();
        try {
            for (FileStatus file : fs.listStatus(job.checkpoints())) {
                OptionalLong step = JobLayout.checkpointStep(file.getPath().getName());
                if (step.isPresent()) {
                    found.put(
                            step.getAsLong(),
                            new JobDocuments.Checkpoint(
                                    step.getAsLong(), file.getLen(), file.getModificationTime()));
                }
            }
        } catch (FileNotFoundException noneYet) {
            return new JobDocuments.Checkpoints(0, List.of(), "");
        } catch (IOException trouble) {
            JobDocuments.Checkpoints before = last.checkpoints();
            return new JobDocuments.Checkpoints(
                    before.total(), before.checkpoints(), String.valueOf(trouble.getMessage()));
        }
        List<JobDocuments.Checkpoint> all = new ArrayList<>(found.values());
        return new JobDocuments.Checkpoints(
                all.size(),
                List.copyOf(all.subList(Math.max(0, all.size() - CHECKPOINTS), all.size())),
                "");
    }
}
