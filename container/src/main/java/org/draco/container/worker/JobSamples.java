package org.draco.container.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.draco.container.data.BatchSampler;
import org.draco.container.data.Partition;
import org.draco.container.data.Partitions;
import org.draco.container.data.SampleOrder;
import org.draco.container.data.ShareSampler;
import org.draco.container.data.StreamSampler;
import org.draco.layout.DatasetLayout;
import org.draco.layout.dataset.DatasetManifest;
import org.draco.layout.dataset.LocalSamples;
import org.draco.layout.dataset.Samples;
import org.draco.layout.dataset.Split;
import org.draco.layout.job.JobSpec;
import org.draco.layout.job.PartitionRecord;

/** Which samples a job's batches have. */
public final class JobSamples {

    private JobSamples() {}

    /**
     * What is wrong with a job's partition.
     *
     * @param dataset the data set's manifest, if there is one
     */
    static List<String> faults(JobSpec spec, Optional<DatasetManifest> dataset) {
        JobSpec.Data data = spec.data();
        List<String> faults = new ArrayList<>();
        try {
            if (Partitions.create(data.partition(), data.partitionArgs()).isEmpty()) {
                return faults;
            }
        } catch (IllegalArgumentException wrong) {
            return List.of(wrong.getMessage());
        }
        if (data.batchesPerStep() != 0) {
            faults.add(
                    "batches-per-step: expected 0 with partition %s, whose batches have shares of their own, found %d"
                            .formatted(data.partition(), data.batchesPerStep()));
        }
        dataset.ifPresent(set -> tooFew(spec, set.count(Split.TRAIN), faults));
        return faults;
    }

    private static void tooFew(JobSpec spec, int samples, List<String> faults) {
        try {
            int batches = batches(spec);
            if (samples < batches) {
                faults.add(
                        "partition: expected a sample or more for each of %d batches, found %d samples"
                                .formatted(batches, samples));
            }
        } catch (IllegalArgumentException codeIsWrong) {
            // Reported with the code.
            return;
        }
    }

    /** The sampler of a job free of faults, on its training samples. */
    static BatchSampler sampler(JobSpec spec, Samples samples) {
        SampleOrder order = SampleOrder.byName(spec.data().order()).orElseThrow();
        long seed = spec.training().seed();
        int batchSize =
                Math.multiplyExact(spec.training().batchSize(), spec.training().local().steps());
        Optional<Partition> partition = partition(spec);
        if (partition.isPresent()) {
            int[][] shares = partition.get().shares(seed, labels(samples), batches(spec));
            return new ShareSampler(order, seed, shares, batchSize);
        }
        int stride = spec.data().batchesPerStep();
        return new StreamSampler(
                order, seed, samples.count(), batchSize, stride > 0 ? stride : batches(spec));
    }

    /**
     * What each batch of a job draws from, for people.
     *
     * @param cache a local directory for the copy of the samples that are looked at
     * @return empty if every batch draws from all samples
     * @throws IOException if the data set is missing or damaged
     */
    public static Optional<PartitionRecord> partition(JobSpec spec, Configuration conf, Path cache)
            throws IOException {
        Optional<Partition> partition = partition(spec);
        if (partition.isEmpty()) {
            return Optional.empty();
        }
        DatasetLayout set = new DatasetLayout(new org.apache.hadoop.fs.Path(spec.data().uri()));
        FileSystem fs = set.dir().getFileSystem(conf);
        DatasetManifest manifest = DatasetManifest.read(fs, set);
        try (LocalSamples samples = LocalSamples.open(fs, set, Split.TRAIN, cache)) {
            int[] labels = labels(samples);
            int[][] shares = partition.get().shares(spec.training().seed(), labels, batches(spec));
            return Optional.of(
                    new PartitionRecord(
                            partition.get().name(),
                            spec.data().partitionArgs(),
                            spec.training().seed(),
                            labels.length,
                            manifest.labels(),
                            PartitionRecord.count(shares, labels, manifest.labels().size())));
        }
    }

    private static Optional<Partition> partition(JobSpec spec) {
        return Partitions.create(spec.data().partition(), spec.data().partitionArgs());
    }

    private static int batches(JobSpec spec) {
        return WorkerParts.code(spec).assignment().batches();
    }

    private static int[] labels(Samples samples) {
        int[] labels = new int[samples.count()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = samples.label(i);
        }
        return labels;
    }
}
