package org.draco.am.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.am.yarn.ContainerFiles;
import org.draco.layout.JobLayout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The user's files that every container of a job is to find in its working directory. Hadoop's option {@code -files} leaves them
 * in the configuration, each perhaps with a name of its own behind a {@code #}.
 */
final class ShippedFiles {

    private static final Logger LOG = LoggerFactory.getLogger(ShippedFiles.class);

    /** Of Hadoop's GenericOptionsParser. */
    private static final String PROPERTY = "tmpfiles";

    /** {@code source} to be found as {@code name}. */
    private record Shipped(Path source, String name) {}

    private final Configuration conf;
    private final List<Shipped> files = new ArrayList<>();

    ShippedFiles(Configuration conf) {
        this.conf = conf;
        for (String uri : conf.getTrimmedStrings(PROPERTY)) {
            Path whole = new Path(uri);
            String fragment = whole.toUri().getFragment();
            int hash = uri.indexOf('#');
            Path source = hash < 0 ? whole : new Path(uri.substring(0, hash));
            String given = fragment != null ? fragment : hash < 0 ? "" : uri.substring(hash + 1);
            files.add(new Shipped(source, given.isEmpty() ? source.getName() : given));
        }
    }

    /** What cannot be laid into a container. */
    List<String> faults() throws IOException {
        List<String> faults = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Shipped file : files) {
            FileSystem from = file.source().getFileSystem(conf);
            if (!from.exists(file.source()) || from.getFileStatus(file.source()).isDirectory()) {
                faults.add("-files: expected a file, found none at " + file.source());
            }
            if (!file.name().matches("[A-Za-z0-9][A-Za-z0-9._-]*")
                    || ContainerFiles.RESERVED.contains(file.name())) {
                faults.add(
                        "-files: expected a name of letters, digits, dots, _ and - that no container has already (%s), found \"%s\"; give another behind a #"
                                .formatted(
                                        String.join(", ", ContainerFiles.RESERVED), file.name()));
            }
            if (!names.add(file.name())) {
                faults.add(
                        "-files: expected each name once, found \"%s\" again; give another behind a #"
                                .formatted(file.name()));
            }
        }
        return faults;
    }

    /** Copies them into the job's directory, where {@link ContainerFiles} looks for them. */
    void send(FileSystem fs, JobLayout layout) throws IOException {
        for (Shipped file : files) {
            Path target = new Path(layout.files(), file.name());
            LOG.info("Sending {} to {}", file.source(), target);
            try (InputStream in = file.source().getFileSystem(conf).open(file.source());
                    OutputStream out = fs.create(target, false)) {
                in.transferTo(out);
            }
        }
    }
}
