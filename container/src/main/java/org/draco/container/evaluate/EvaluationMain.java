package org.draco.container.evaluate;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.container.access.TokenWatch;
import org.draco.container.metrics.EvaluatorMetrics;
import org.draco.layout.EvaluationLayout;
import org.draco.layout.evaluation.CheckpointScore;
import org.draco.layout.evaluation.EvaluationSpec;
import org.draco.layout.file.PatientStorage;
import org.draco.layout.metrics.EvaluationRow;
import org.draco.layout.telemetry.ProcessMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process of one evaluator of an evaluation: {@code --evaluation-dir URI --evaluator I}. Exit codes: 0 all that was its turn is
 * done, 1 it failed, 2 the command line is wrong.
 */
final class EvaluationMain {

    private static final Logger LOG = LoggerFactory.getLogger(EvaluationMain.class);
    private static final long PAUSE_MILLIS = 500;

    private static final String DIRECTORY = "--evaluation-dir";
    private static final String INDEX = "--evaluator";

    private EvaluationMain() {}

    /** Whether a command line is of this program. */
    static boolean isMeant(String[] args) {
        return args.length > 0 && args[0].equals(DIRECTORY);
    }

    /** Runs with a cache directory of the caller's, and returns the exit code. */
    @SuppressWarnings("try") // the watch is held, not used
    static int run(String[] args, java.nio.file.Path cache) {
        Optional<Integer> index = index(args);
        if (index.isEmpty()) {
            LOG.error(
                    "expected {} URI {} INDEX, found {}", DIRECTORY, INDEX, String.join(" ", args));
            return 2;
        }
        try {
            Configuration conf = new Configuration();
            EvaluationLayout layout = new EvaluationLayout(new Path(args[1]));
            FileSystem fs = layout.dir().getFileSystem(conf);
            EvaluationSpec spec = EvaluationSpec.read(fs, layout);
            PatientStorage storage =
                    PatientStorage.ofSeconds(spec.timeouts().storageSeconds(), LOG::warn);
            try (TokenWatch tokens = TokenWatch.start(fs, layout);
                    ProcessMetrics process = ProcessMetrics.start("evaluator", spec.name());
                    EvaluationParts parts =
                            EvaluationParts.open(conf, spec, layout, cache, storage)) {
                EvaluatorMetrics metrics = new EvaluatorMetrics(spec.name());
                process.register("Evaluator", "An evaluator", metrics);
                follow(parts.evaluator(index.get(), storage), metrics);
            }
            return 0;
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            LOG.error("interrupted before the evaluation was over");
            return 1;
        } catch (IOException | RuntimeException failure) {
            LOG.error("the evaluator gives up: {}", failure.getMessage(), failure);
            return 1;
        }
    }

    private static Optional<Integer> index(String[] args) {
        return args.length == 4 && args[2].equals(INDEX) && args[3].matches("\\d{1,9}")
                ? Optional.of(Integer.parseInt(args[3]))
                : Optional.empty();
    }

    private static void follow(CheckpointEvaluator evaluator, EvaluatorMetrics metrics)
            throws IOException, InterruptedException {
        Turn turn = evaluator.poll();
        while (!(turn instanceof Turn.Finished)) {
            if (turn instanceof Turn.Scored scored) {
                tell(scored.score(), metrics);
            } else if (turn instanceof Turn.Waiting) {
                Thread.sleep(PAUSE_MILLIS);
            }
            turn = evaluator.poll();
        }
        LOG.info("done");
    }

    private static void tell(CheckpointScore score, EvaluatorMetrics metrics) {
        metrics.evaluated(
                new EvaluationRow(
                        score.step(),
                        score.loss(),
                        score.top1(),
                        score.samples(),
                        score.seconds()));
        LOG.info(
                "step {}: loss {}, top-1 {}, top-5 {} of {} samples, {} s",
                score.step(),
                String.format(Locale.ROOT, "%.4f", score.loss()),
                String.format(Locale.ROOT, "%.4f", score.top1()),
                String.format(Locale.ROOT, "%.4f", score.top5()),
                score.samples(),
                String.format(Locale.ROOT, "%.2f", score.seconds()));
    }
}
