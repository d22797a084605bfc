package org.draco.bin.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.draco.container.model.Networks;
import org.draco.layout.JobLayout;
import org.draco.layout.job.JobSpec;

/** A job's network, where it is a file on this machine: containers cannot see it, so it becomes a file of the job's. */
final class NetworkFile {

    private NetworkFile() {}

    /**
     * The file; empty for names, classes, and files on a file system that has a scheme.
     *
     * @param network as the user gave it
     */
    static Optional<Path> onThisMachine(String network) {
        if (!Networks.isFile(network)) {
            return Optional.empty();
        }
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(network);
        URI uri = path.toUri();
        boolean here = uri.getScheme() == null || uri.getScheme().equals("file");
        return here ? Optional.of(Path.of(uri.getPath()).toAbsolutePath()) : Optional.empty();
    }

    /** The job with the file's place in its directory for a network. */
    static JobSpec inJob(JobSpec spec, JobLayout layout) {
        return onThisMachine(spec.network())
                .map(file -> layout.network(file.getFileName().toString()))
                .map(place -> spec.withNetwork(place.toString()))
                .orElse(spec);
    }
}
