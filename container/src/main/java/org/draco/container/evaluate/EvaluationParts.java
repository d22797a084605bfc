package org.draco.container.evaluate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.container.data.BatchReader;
import org.draco.container.data.Normalisation;
import org.draco.container.job.JobNetwork;
import org.draco.layout.DatasetLayout;
import org.draco.layout.EvaluationLayout;
import org.draco.layout.JobLayout;
import org.draco.layout.dataset.DatasetManifest;
import org.draco.layout.dataset.LocalSamples;
import org.draco.layout.evaluation.EvaluationSpec;
import org.draco.layout.file.PatientStorage;
import org.draco.layout.job.JobFile;
import org.draco.layout.job.JobSpec;

/**
 * What the evaluators of one process need: the job, the samples that judge, a model for each. The samples are shared, so they can be
 * used by several threads; each evaluator by one. Close it after them.
 */
public final class EvaluationParts implements AutoCloseable {

    private final Configuration conf;
    private final EvaluationSpec spec;
    private final EvaluationLayout layout;
    private final JobSpec job;
    private final DatasetManifest dataset;
    private final LocalSamples samples;

    private EvaluationParts(
            Configuration conf,
            EvaluationSpec spec,
            EvaluationLayout layout,
            JobSpec job,
            DatasetManifest dataset,
            LocalSamples samples) {
        this.conf = conf;
        this.spec = spec;
        this.layout = layout;
        this.job = job;
        this.dataset = dataset;
        this.samples = samples;
    }

    /**
     * Reads the job and opens the samples.
     *
     * @param conf to reach the file systems with
     * @param cache local directory for a copy of the samples
     * @throws org.draco.layout.job.JobSpecException if the job's file is not a specification
     * @throws IOException if files cannot be read, or the job is another one by now
     */
    public static EvaluationParts open(
            Configuration conf,
            EvaluationSpec spec,
            EvaluationLayout layout,
            java.nio.file.Path cache,
            PatientStorage storage)
            throws IOException {
        JobLayout jobLayout = new JobLayout(spec.jobDir());
        JobSpec job =
                storage.read(
                        "job.json",
                        () -> JobFile.read(jobLayout.dir().getFileSystem(conf), jobLayout));
        String digest = HexFormat.of().formatHex(job.digest());
        if (!digest.equals(spec.subject().jobDigest())) {
            throw new IOException(
                    "%s: expected the job %s, which this evaluation is of, found %s; evaluate that one into another directory"
                            .formatted(jobLayout.jobFile(), spec.subject().jobDigest(), digest));
        }
        DatasetLayout set = new DatasetLayout(new Path(spec.subject().datasetUri()));
        FileSystem fs = set.dir().getFileSystem(conf);
        DatasetManifest manifest =
                storage.read("the data set's manifest", () -> DatasetManifest.read(fs, set));
        LocalSamples samples =
                storage.read(
                        "the samples",
                        () -> LocalSamples.open(fs, set, spec.subject().split(), cache));
        return new EvaluationParts(conf, spec, layout, job, manifest, samples);
    }

    /**
     * Why a data set cannot judge a job's models.
     *
     * @param own the manifest of the data set that the job was trained on, if it is there still
     * @param judging the manifest of the one that is to judge
     * @return sentences that say what was expected and what was found; empty if it can
     */
    public static List<String> faults(
            JobSpec job, Optional<DatasetManifest> own, DatasetManifest judging) {
        List<String> faults = new ArrayList<>();
        own.filter(trained -> !shape(trained).equals(shape(judging)))
                .ifPresent(
                        trained ->
                                faults.add(
                                        "dataset: expected %s, as \"%s\" has on which the job was trained, found %s in \"%s\""
                                                .formatted(
                                                        shape(trained),
                                                        trained.name(),
                                                        shape(judging),
                                                        judging.name())));
        if (faults.isEmpty()) {
            faults.addAll(JobNetwork.faults(job, Optional.of(judging)));
        }
        return faults;
    }

    private static String shape(DatasetManifest set) {
        return "samples of %d x %d x %d in %d classes"
                .formatted(set.channels(), set.height(), set.width(), set.labels().size());
    }

    /** Names of the classes, by label. */
    public List<String> labels() {
        return dataset.labels();
    }

    /**
     * An evaluator with a model of its own.
     *
     * @param index which of the evaluators it is, from 0
     * @param storage for it alone
     */
    public CheckpointEvaluator evaluator(int index, PatientStorage storage) throws IOException {
        JobLayout jobLayout = new JobLayout(spec.jobDir());
        CheckpointReader checkpoints =
                new CheckpointReader(
                        jobLayout.dir().getFileSystem(conf), jobLayout, job.digest(), storage);
        ScoreFiles files =
                new ScoreFiles(layout.dir().getFileSystem(conf), layout, dataset.labels(), storage);
        // As the model was shown samples when it was trained, whatever set these are of.
        BatchReader reader =
                new BatchReader(
                        samples,
                        dataset.channels(),
                        dataset.height(),
                        dataset.width(),
                        Normalisation.of(trainedOn(), dataset.channels()));
        return new CheckpointEvaluator(
                spec.course(),
                index,
                checkpoints,
                files,
                JobNetwork.model(job, dataset),
                new TestSet(reader, spec.course().evalBatchSize(), storage),
                System::nanoTime);
    }

    private String trainedOn() {
        return spec.subject().datasetUri().equals(job.data().uri())
                ? dataset.name()
                : job.data().dataset();
    }

    @Override
    public void close() throws IOException {
        samples.close();
    }
}
