package org.draco.layout.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.hadoop.fs.FileSystem;
import org.draco.layout.JobLayout;
import org.draco.layout.file.SealedJson;

/**
 * What each batch of a job draws from, where they do not all draw from all samples: {@code partition.json}, a {@link SealedJson}
 * of format {@code draco-partition}. For people; nothing is computed from it. Immutable.
 *
 * @param partition its name
 * @param arguments its parameters, {@code k=v,k=v}
 * @param seed that it was drawn with
 * @param samples of the training set
 * @param labels names of the classes
 * @param shares one for each batch, in the batches' order
 */
public record PartitionRecord(
        String partition,
        String arguments,
        long seed,
        int samples,
        List<String> labels,
        List<Share> shares) {

    private static final SealedJson JSON = new SealedJson("draco-partition", 1);

    /**
     * The share of one batch.
     *
     * @param batch its number
     * @param samples how many it has
     * @param byLabel how many of each class
     */
    public record Share(int batch, int samples, List<Integer> byLabel) {

        /** Copies the counts. */
        public Share {
            byLabel = List.copyOf(byLabel);
        }
    }

    /** Copies the lists, and sees to it that the shares make up the whole. */
    public PartitionRecord {
        Objects.requireNonNull(partition, "partition");
        Objects.requireNonNull(arguments, "arguments");
        labels = List.copyOf(labels);
        shares = List.copyOf(shares);
        int sum = shares.stream().mapToInt(Share::samples).sum();
        if (sum != samples) {
            throw new IllegalArgumentException(
                    "shares: expected %d samples together, found %d".formatted(samples, sum));
        }
        for (Share share : shares) {
            int counted = share.byLabel.stream().mapToInt(Integer::intValue).sum();
            if (counted != share.samples || share.byLabel.size() != labels.size()) {
                throw new IllegalArgumentException(
                        "shares[%d].byLabel: expected %d samples of %d classes, found %d of %d"
                                .formatted(
                                        share.batch,
                                        share.samples,
                                        labels.size(),
                                        counted,
                                        share.byLabel.size()));
            }
        }
    }

    /**
     * Counts shares.
     *
     * @param shares for each batch the indices of its samples
     * @param labels the class of each sample
     * @param classes how many there are
     */
    public static List<Share> count(int[][] shares, int[] labels, int classes) {
        List<Share> counted = new ArrayList<>();
        for (int batch = 0; batch < shares.length; batch++) {
            Integer[] byLabel = new Integer[classes];
            Arrays.fill(byLabel, 0);
            for (int sample : shares[batch]) {
                byLabel[labels[sample]]++;
            }
            counted.add(new Share(batch, shares[batch].length, List.of(byLabel)));
        }
        return counted;
    }

    /** Writes the file of a job. */
    public void write(FileSystem fs, JobLayout job) throws IOException {
        JSON.write(fs, job.partition(), this);
    }

    /**
     * Reads the file of a job.
     *
     * @throws java.io.FileNotFoundException if there is none
     * @throws org.draco.layout.DamagedFileException if it is not what was written
     */
    public static PartitionRecord read(FileSystem fs, JobLayout job) throws IOException {
        return JSON.read(fs, job.partition(), PartitionRecord.class);
    }
}
