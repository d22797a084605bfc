package org.draco.container.job;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.codec.ExtensionException;
import org.draco.container.model.GradientModel;
import org.draco.container.model.InputShape;
import org.draco.container.model.ModelOptions;
import org.draco.container.model.Network;
import org.draco.container.model.Networks;
import org.draco.layout.dataset.DatasetManifest;
import org.draco.layout.job.JobSpec;

/** The network that a job names, on the data set that it is trained on. */
public final class JobNetwork {

    /** ResNet-152 as a saved model takes a quarter of it. */
    private static final int MOST_FILE_BYTES = 1 << 30;

    private JobNetwork() {}

    /**
     * What is wrong with a job that only those can tell who know the networks: an unknown name, a file or class that is no
     * network, or a data set that is not what the network takes.
     *
     * @param dataset the data set's manifest, if there is one
     * @return sentences that name the option, what was expected and what was found
     */
    public static List<String> faults(JobSpec spec, Optional<DatasetManifest> dataset) {
        try {
            Network network = network(spec);
            return dataset.flatMap(set -> misfit(network, set)).stream().toList();
        } catch (IllegalArgumentException | ExtensionException wrong) {
            return List.of(wrong.getMessage());
        } catch (IOException unreadable) {
            return List.of(
                    "network: expected a file that can be read, found %s: %s"
                            .formatted(spec.network(), unreadable.getMessage()));
        }
    }

    private static Optional<String> misfit(Network network, DatasetManifest set) {
        return network.misfit(shape(set), set.labels().size())
                .map(
                        why ->
                                "dataset: network %s: %s in \"%s\""
                                        .formatted(network.name(), why, set.name()));
    }

    /**
     * A new model for the job.
     *
     * @param dataset the data set's manifest
     * @throws IllegalArgumentException if network and data set do not fit, or there is no such network
     * @throws ExtensionException if a user's network does not do what it should
     * @throws IOException if the network is in a file that cannot be read
     */
    public static GradientModel model(JobSpec spec, DatasetManifest dataset) throws IOException {
        Network network = network(spec);
        misfit(network, dataset)
                .ifPresent(
                        why -> {
                            throw new IllegalArgumentException(why);
                        });
        return network.create(
                shape(dataset),
                dataset.labels().size(),
                new ModelOptions(spec.training().seed(), spec.training().local().labelSmoothing()));
    }

    private static Network network(JobSpec spec) throws IOException {
        return Networks.find(spec.network(), JobNetwork::content);
    }

    private static byte[] content(String file) throws IOException {
        Path path = new Path(file);
        FileSystem fs = path.getFileSystem(new Configuration());
        long length = fs.getFileStatus(path).getLen();
        if (length > MOST_FILE_BYTES) {
            throw new IOException(
                    "expected at most %d bytes, found %d".formatted(MOST_FILE_BYTES, length));
        }
        try (InputStream in = fs.open(path)) {
            return in.readNBytes(MOST_FILE_BYTES);
        }
    }

    private static InputShape shape(DatasetManifest dataset) {
        return new InputShape(dataset.channels(), dataset.height(), dataset.width());
    }
}
