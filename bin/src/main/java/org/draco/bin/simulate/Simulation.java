package org.draco.bin.simulate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.draco.am.optimizer.Optimizer;
import org.draco.am.step.ModelState;
import org.draco.am.step.TrainingFailedException;
import org.draco.am.step.TrainingLoop;
import org.draco.am.step.WorkerProcesses;
import org.draco.am.train.AggregationThreads;
import org.draco.am.train.Continuation;
import org.draco.am.train.JobParts;
import org.draco.am.train.Outcomes;
import org.draco.am.train.TrainingRecord;
import org.draco.am.train.TrainingWatcher;
import org.draco.bin.study.GradientStudy;
import org.draco.codec.ExtensionException;
import org.draco.codec.code.GradientCode;
import org.draco.container.data.BatchReader;
import org.draco.container.evaluate.Evaluator;
import org.draco.container.evaluate.EvaluatorFiles;
import org.draco.container.evaluate.TestSet;
import org.draco.container.job.JobNetwork;
import org.draco.container.worker.Adversary;
import org.draco.container.worker.BatchGradients;
import org.draco.container.worker.GradientWorker;
import org.draco.container.worker.JobSamples;
import org.draco.container.worker.ModelGradients;
import org.draco.container.worker.WorkerParts;
import org.draco.layout.DatasetLayout;
import org.draco.layout.JobLayout;
import org.draco.layout.checkpoint.Checkpoint;
import org.draco.layout.checkpoint.CheckpointStore;
import org.draco.layout.checkpoint.StartingPoint;
import org.draco.layout.dataset.DatasetManifest;
import org.draco.layout.dataset.LocalSamples;
import org.draco.layout.dataset.Split;
import org.draco.layout.file.PatientStorage;
import org.draco.layout.job.JobFile;
import org.draco.layout.job.JobSpec;
import org.draco.layout.job.Outcome;
import org.draco.layout.job.PartitionRecord;
import org.draco.layout.metrics.EvaluationRow;
import org.draco.layout.metrics.StepRow;

/**
 * A whole job in one process: the step loop, workers that are objects, and the evaluator in between, on the files that a
 * cluster would leave. The model is, bit for bit, the one that a cluster with the same kind of processors trains.
 *
 * <p>Used once, by one thread.
 */
public final class Simulation {

    /** Who is told how it goes; called by the thread that runs the simulation. */
    public interface Watcher {

        /** A step was made. */
        void step(StepRow row);

        /** A checkpoint was evaluated. */
        void evaluation(EvaluationRow row);

        /** Something that a person should know. */
        void notice(String message);
    }

    /**
     * How it ended.
     *
     * @param outcome as it stands in the job's directory
     * @param evaluation of the newest model
     */
    public record Result(Outcome outcome, Optional<EvaluationRow> evaluation) {}

    private final JobSpec spec;
    private final Configuration conf;
    private final Path cache;
    private final int parallel;

    /**
     * @param spec the job, free of faults
     * @param conf for the file system of its data set
     * @param cache local directory for a copy of the data
     * @param parallel how many gradients are computed at the same time, at least 1; does not change the model
     */
    public Simulation(JobSpec spec, Configuration conf, Path cache, int parallel) {
        this.spec = spec;
        this.conf = conf;
        this.cache = cache;
        this.parallel = parallel;
    }

    /**
     * Trains and evaluates, from the last checkpoint if the directory is that of this job, interrupted.
     *
     * @param fs where the job's directory is
     * @param job its layout; made by this method
     * @param start the parameters to start from, whose digest the specification has; empty for those that the network draws
     * @param watcher told how it goes
     * @return how it ended; a job that fails is a failed outcome, not an exception
     * @throws IOException if files cannot be read or written, or are those of another job
     * @throws InterruptedException if this thread is interrupted
     */
    public Result run(FileSystem fs, JobLayout job, Optional<float[]> start, Watcher watcher)
            throws IOException, InterruptedException {
        JobFile.write(fs, job, spec);
        Optional<PartitionRecord> partition = JobSamples.partition(spec, conf, cache);
        if (partition.isPresent()) {
            partition.get().write(fs, job);
        }
        if (start.isPresent()) {
            StartingPoint.write(fs, job, spec, start.get());
        }
        fs.delete(job.outcome(), false);
        CheckpointStore checkpoints = new CheckpointStore(fs, job);
        long fromStep =
                Continuation.of(fs, job, spec, watcher::notice).map(Checkpoint::step).orElse(0L);
        var set = new org.apache.hadoop.fs.Path(spec.data().uri());
        DatasetLayout dataset = new DatasetLayout(set);
        FileSystem dataFs = set.getFileSystem(conf);
        DatasetManifest manifest = DatasetManifest.read(dataFs, dataset);
        TrainingWatcher rows = (report, row) -> watcher.step(row);
        PatientStorage storage = TrainingRecord.storage(spec, rows);
        try (LocalSamples test = LocalSamples.open(dataFs, dataset, Split.TEST, cache);
                EvaluatorFiles files = new EvaluatorFiles(fs, job, spec.digest(), storage);
                TrainingRecord record = new TrainingRecord(fs, job, spec, rows, fromStep)) {
            Evaluator evaluator =
                    new Evaluator(
                            files,
                            JobNetwork.model(spec, manifest),
                            new TestSet(
                                    BatchReader.of(test, manifest),
                                    spec.training().evalBatchSize(),
                                    storage),
                            System::nanoTime);
            FollowedRecord followed = new FollowedRecord(record, evaluator, watcher);
            followed.evaluateAll();
            float[] origin = checkpoints.read(0, spec.digest()).parameters();
            Checkpoint from = checkpoints.read(fromStep, spec.digest());
            Outcome outcome =
                    train(
                            followed,
                            TrainingRecord.state(from, WorkerParts.code(spec)),
                            origin,
                            fs,
                            job);
            outcome.write(fs, job);
            followed.evaluateAll();
            return new Result(outcome, followed.newest());
        }
    }

    private Outcome train(
            FollowedRecord record, ModelState initial, float[] origin, FileSystem fs, JobLayout job)
            throws IOException, InterruptedException {
        long startNanos = System.nanoTime();
        GradientCode code = WorkerParts.code(spec);
        int batches = Math.max(code.assignment().batches(), spec.metrics().studyBatches());
        int threads = Math.min(parallel, batches);
        List<ModelGradients> networks = WorkerParts.gradients(spec, conf, cache, threads);
        BatchGradients raw = new PerThreadGradients(networks);
        BatchGradients sent =
                WorkerParts.withMomentum(
                        spec, raw, networks.get(0).trainable(), fs, job, batch -> true);
        try (StepGradients gradients = new StepGradients(batches, threads, sent)) {
            Adversary adversary = WorkerParts.adversary(spec, code, gradients);
            List<GradientWorker> workers =
                    IntStream.range(0, code.assignment().workers())
                            .mapToObj(rank -> new GradientWorker(rank, code, gradients, adversary))
                            .toList();
            SkippingClock clock = new SkippingClock();
            InProcessWorkers link =
                    new InProcessWorkers(
                            workers, gradients, adversary, gradients.reference(raw, origin), clock);
            Optimizer optimizer = JobParts.optimizer(spec);
            if (spec.metrics().isFull()) {
                StepWitness witness =
                        new StepWitness(
                                code, gradients, adversary, studied(code), samplesPerBatch());
                optimizer =
                        record.study(
                                optimizer,
                                witness,
                                study(Arrays.copyOf(origin, initial.trained())));
            }
            return train(link, record, clock, initial, optimizer, startNanos);
        }
    }

    private Outcome train(
            InProcessWorkers link,
            FollowedRecord record,
            SkippingClock clock,
            ModelState initial,
            Optimizer optimizer,
            long startNanos)
            throws IOException, InterruptedException {
        try (AggregationThreads threads = new AggregationThreads(parallel)) {
            TrainingLoop loop =
                    new TrainingLoop(
                            JobParts.plan(spec),
                            JobParts.code(spec, threads),
                            optimizer,
                            new TrainingLoop.Surroundings(
                                    link,
                                    record,
                                    record,
                                    clock,
                                    WorkerProcesses.unknown(),
                                    threads));
            return Outcomes.trained(spec, loop.run(initial), record.record(), link, 0);
        } catch (TrainingFailedException | ExtensionException e) {
            return Outcomes.failed(
                    record.record(), e.getMessage(), secondsSince(startNanos), link, 0);
        }
    }

    /** How many batches the study looks at: as many as it was told to, but at least those of honest workers. */
    private int studied(GradientCode code) {
        int batches = code.assignment().batches();
        int wanted = spec.metrics().studyBatches();
        return wanted == 0 ? batches : Math.max(wanted, batches - spec.experiment().workerFail());
    }

    private int samplesPerBatch() {
        return spec.training().batchSize() * spec.training().local().steps();
    }

    private GradientStudy study(float[] origin) {
        return new GradientStudy(
                origin,
                spec.training().optimization().momentum().share(),
                spec.metrics().studyPast());
    }

    private static double secondsSince(long startNanos) {
        return (System.nanoTime() - startNanos) / 1e9;
    }
}
