package org.draco.container.evaluate;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.container.access.TokenWatch;
import org.draco.container.data.BatchReader;
import org.draco.container.job.JobNetwork;
import org.draco.container.metrics.EvaluatorMetrics;
import org.draco.layout.DatasetLayout;
import org.draco.layout.JobLayout;
import org.draco.layout.dataset.DatasetManifest;
import org.draco.layout.dataset.LocalSamples;
import org.draco.layout.dataset.Split;
import org.draco.layout.file.PatientStorage;
import org.draco.layout.job.JobFile;
import org.draco.layout.job.JobSpec;
import org.draco.layout.job.JobSpecException;
import org.draco.layout.metrics.EvaluationRow;
import org.draco.layout.telemetry.ProcessMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The evaluator's process: {@code EvaluatorMain --job-dir URI}. Exit codes: 0 the training is over and every checkpoint
 * evaluated, 1 it failed, 2 the command line or the job's specification is wrong. In an evaluation of its own it is {@link EvaluationMain}.
 */
public final class EvaluatorMain {

    private static final Logger LOG = LoggerFactory.getLogger(EvaluatorMain.class);
    private static final long PAUSE_MILLIS = 500;

    private EvaluatorMain() {}

    /** Runs the evaluator in the container's working directory, where it keeps its copy of the test set. */
    public static void main(String[] args) {
        System.exit(run(args, java.nio.file.Path.of("evaluator-data")));
    }

    /** As {@link #main}, with a cache directory of the caller's, and returns the exit code. */
    @SuppressWarnings("try") // the watch is held, not used
    static int run(String[] args, java.nio.file.Path cache) {
        if (EvaluationMain.isMeant(args)) {
            return EvaluationMain.run(args, cache);
        }
        if (args.length != 2 || !args[0].equals("--job-dir")) {
            LOG.error("expected --job-dir URI, found {}", String.join(" ", args));
            return 2;
        }
        try {
            JobLayout job = new JobLayout(new Path(args[1]));
            FileSystem fs = job.dir().getFileSystem(new Configuration());
            JobSpec spec = JobFile.read(fs, job);
            List<String> faults = JobNetwork.faults(spec, Optional.empty());
            if (!faults.isEmpty()) {
                LOG.error("{}", faults.get(0));
                return 2;
            }
            PatientStorage storage =
                    PatientStorage.ofSeconds(spec.timeouts().storageSeconds(), LOG::warn);
            try (TokenWatch tokens = TokenWatch.start(fs, job);
                    EvaluatorFiles files = new EvaluatorFiles(fs, job, spec.digest(), storage);
                    ProcessMetrics process = ProcessMetrics.start("evaluator", spec.job())) {
                EvaluatorMetrics metrics = new EvaluatorMetrics(spec.job());
                process.register("Evaluator", "An evaluator", metrics);
                evaluate(spec, files, storage, cache, metrics);
            }
            return 0;
        } catch (JobSpecException wrong) {
            LOG.error("{}", wrong.getMessage());
            return 2;
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            LOG.error("interrupted before the training was over");
            return 1;
        } catch (IOException | RuntimeException failure) {
            LOG.error("the evaluator gives up: {}", failure.getMessage(), failure);
            return 1;
        }
    }

    private static void evaluate(
            JobSpec spec,
            EvaluatorFiles files,
            PatientStorage storage,
            java.nio.file.Path cache,
            EvaluatorMetrics metrics)
            throws IOException, InterruptedException {
        DatasetLayout set = new DatasetLayout(new Path(spec.data().uri()));
        FileSystem fs = set.dir().getFileSystem(new Configuration());
        DatasetManifest manifest =
                storage.read("the data set's manifest", () -> DatasetManifest.read(fs, set));
        try (LocalSamples samples =
                storage.read("the test set", () -> LocalSamples.open(fs, set, Split.TEST, cache))) {
            TestSet testSet =
                    new TestSet(
                            BatchReader.of(samples, manifest),
                            spec.training().evalBatchSize(),
                            storage);
            follow(
                    new Evaluator(
                            files, JobNetwork.model(spec, manifest), testSet, System::nanoTime),
                    metrics);
        }
    }

    private static void follow(Evaluator evaluator, EvaluatorMetrics metrics)
            throws IOException, InterruptedException {
        Progress progress = evaluator.poll();
        while (!(progress instanceof Progress.Finished)) {
            if (progress instanceof Progress.Evaluated evaluated) {
                metrics.evaluated(evaluated.row());
                log(evaluated);
            } else {
                Thread.sleep(PAUSE_MILLIS);
            }
            progress = evaluator.poll();
        }
    }

    private static void log(Progress.Evaluated evaluated) {
        EvaluationRow row = evaluated.row();
        LOG.info(
                "step {}: loss {}, accuracy {} on {} samples, {} s",
                row.step(),
                String.format(Locale.ROOT, "%.4f", row.loss()),
                String.format(Locale.ROOT, "%.4f", row.accuracy()),
                row.samples(),
                String.format(Locale.ROOT, "%.2f", row.seconds()));
    }
}
