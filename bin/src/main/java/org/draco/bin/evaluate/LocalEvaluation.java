package org.draco.bin.evaluate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.draco.container.evaluate.CheckpointEvaluator;
import org.draco.container.evaluate.EvaluationParts;
import org.draco.container.evaluate.Turn;
import org.draco.layout.EvaluationLayout;
import org.draco.layout.evaluation.CheckpointScore;
import org.draco.layout.evaluation.EvaluationOutcome;
import org.draco.layout.evaluation.EvaluationRecord;
import org.draco.layout.evaluation.EvaluationSpec;
import org.draco.layout.evaluation.ScoreList;
import org.draco.layout.file.PatientStorage;

/** An evaluation in this process: a thread for each evaluator, and the caller's for the record. Used once. */
public final class LocalEvaluation {

    /** Who is told how it goes; called by the thread that runs the evaluation. */
    public interface Watcher {

        /**
         * A checkpoint was evaluated.
         *
         * @param all that were so far, this one included
         */
        void scored(CheckpointScore score, ScoreList all);

        /** Something that a person should know. */
        void notice(String message);
    }

    private static final long PAUSE_MILLIS = 500;

    private final EvaluationSpec spec;
    private final Configuration conf;
    private final Path cache;
    private final Watcher watcher;
    private final BlockingQueue<Turn> turns = new LinkedBlockingQueue<>();
    private boolean waited;

    /**
     * @param spec free of faults
     * @param conf to reach the file systems with
     * @param cache local directory for a copy of the data
     */
    public LocalEvaluation(EvaluationSpec spec, Configuration conf, Path cache, Watcher watcher) {
        this.spec = spec;
        this.conf = conf;
        this.cache = cache;
        this.watcher = watcher;
    }

    /**
     * Evaluates what is to be evaluated, after what is there already, until it is over.
     *
     * @param layout of the evaluation, a directory that is new or of an evaluation of the same
     * @throws IOException if files cannot be read or written
     * @throws InterruptedException if this thread is interrupted
     */
    public EvaluationOutcome run(EvaluationLayout layout) throws IOException, InterruptedException {
        long startNanos = System.nanoTime();
        FileSystem fs = layout.dir().getFileSystem(conf);
        spec.write(fs, layout);
        fs.delete(layout.outcome(), false);
        PatientStorage storage = storage();
        ExecutorService threads = Executors.newFixedThreadPool(spec.course().evaluators());
        try (EvaluationParts parts = EvaluationParts.open(conf, spec, layout, cache, storage)) {
            EvaluationRecord record = new EvaluationRecord(fs, layout, parts.labels(), storage);
            tell(record);
            boolean idle = evaluate(parts, record, threads);
            double seconds = (System.nanoTime() - startNanos) / 1e9;
            return record.finish(idle, seconds);
        } finally {
            threads.shutdownNow();
            threads.awaitTermination(1, TimeUnit.MINUTES);
        }
    }

    /** Whether it is over only since the training has been idle. */
    private boolean evaluate(
            EvaluationParts parts, EvaluationRecord record, ExecutorService threads)
            throws IOException, InterruptedException {
        List<Future<Boolean>> evaluators = new ArrayList<>();
        for (int i = 0; i < spec.course().evaluators(); i++) {
            CheckpointEvaluator evaluator = parts.evaluator(i, storage());
            evaluators.add(threads.submit(() -> follow(evaluator)));
        }
        boolean idle = false;
        for (Future<Boolean> evaluator : evaluators) {
            while (!evaluator.isDone()) {
                take(turns.poll(PAUSE_MILLIS, TimeUnit.MILLISECONDS), record);
            }
            idle |= result(evaluator);
        }
        for (Turn turn = turns.poll(); turn != null; turn = turns.poll()) {
            take(turn, record);
        }
        return idle;
    }

    /** What an evaluator's thread does. */
    private boolean follow(CheckpointEvaluator evaluator) throws IOException, InterruptedException {
        while (true) {
            Turn turn = evaluator.poll();
            turns.add(turn);
            if (turn instanceof Turn.Finished finished) {
                return finished.idle();
            }
            if (turn instanceof Turn.Waiting) {
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    private void take(Turn turn, EvaluationRecord record) throws IOException {
        if (turn instanceof Turn.Scored) {
            tell(record);
        } else if (turn instanceof Turn.Passed passed) {
            watcher.notice("step " + passed.step() + " is passed over: " + passed.why());
        } else if (turn instanceof Turn.Waiting && !waited) {
            waited = true;
            watcher.notice(
                    "waiting for checkpoints until the training says that it is over (--once does not wait)");
        }
    }

    private void tell(EvaluationRecord record) throws IOException {
        record.refresh().forEach(score -> watcher.scored(score, record.scores()));
    }

    private static boolean result(Future<Boolean> evaluator)
            throws IOException, InterruptedException {
        try {
            return evaluator.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException io) {
                throw io;
            }
            if (failed.getCause() instanceof RuntimeException wrong) {
                throw wrong;
            }
            throw new IllegalStateException("an evaluator has failed", failed.getCause());
        }
    }

    /** One for each thread; what it says comes from any of them. */
    private PatientStorage storage() {
        return PatientStorage.ofSeconds(
                spec.timeouts().storageSeconds(),
                notice -> {
                    synchronized (watcher) {
                        watcher.notice(notice);
                    }
                });
    }
}
