package org.draco.bin.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.util.GenericOptionsParser;
import org.draco.am.access.KerberosLogin;
import picocli.CommandLine.Option;

/** Hadoop's generic options, as all its tools have them; they may stand anywhere after the command. */
final class HadoopOptions {

    /** What these options are called. */
    static final Set<String> NAMES = Set.of("-D", "-conf", "-fs");

    @Option(
            names = "-D",
            paramLabel = "KEY=VALUE",
            description =
                    "Sets a property of Hadoop's, for client and containers; more than once if need be.")
    Map<String, String> properties = new LinkedHashMap<>();

    @Option(
            names = "-conf",
            paramLabel = "FILE",
            description = "Reads properties from an XML file on this machine.")
    List<Path> files = new ArrayList<>();

    @Option(
            names = "-fs",
            paramLabel = "URI",
            description = "The file system of paths without one, in place of fs.defaultFS.")
    String fileSystem;

    /**
     * The configuration that is on the class path, with what these options say.
     *
     * @throws FaultySpecificationException with all that is wrong with them
     */
    Configuration configuration() throws IOException, FaultySpecificationException {
        return configuration(List.of());
    }

    /**
     * As {@link #configuration()}.
     *
     * @param shipped files for every container, as {@code -files} names them
     */
    Configuration configuration(List<String> shipped)
            throws IOException, FaultySpecificationException {
        List<String> words = words(shipped);
        Configuration conf = new Configuration();
        if (words.isEmpty()) {
            return conf;
        }
        try {
            new GenericOptionsParser(conf, words.toArray(String[]::new));
            // Reads the files. Hadoop else learns of a secure cluster from the class path alone.
            UserGroupInformation.setConfiguration(conf);
            return conf;
        } catch (FileNotFoundException | RuntimeException e) {
            throw new FaultySpecificationException(
                    List.of(
                            "-conf, -D, -fs, -files: expected what Hadoop takes, found that it says: "
                                    + e.getMessage()));
        }
    }

    private List<String> words(List<String> shipped) throws FaultySpecificationException {
        List<String> faults = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (Path file : files) {
            if (!Files.isRegularFile(file)) {
                faults.add("-conf: expected a file, found none at " + file);
            }
            words.addAll(List.of("-conf", file.toUri().toString()));
        }
        if (!faults.isEmpty()) {
            throw new FaultySpecificationException(faults);
        }
        if (fileSystem != null) {
            words.addAll(List.of("-fs", fileSystem));
        }
        properties.forEach((key, value) -> words.addAll(List.of("-D", key + "=" + value)));
        if (!shipped.isEmpty()) {
            words.addAll(List.of("-files", String.join(",", shipped)));
        }
        return words;
    }

    /**
     * As {@link #configuration()}, of a cluster on which this process is somebody.
     *
     * @throws FaultySpecificationException also if the configuration names no cluster, or its Kerberos does not know the user
     */
    Configuration ofCluster() throws IOException, FaultySpecificationException {
        Configuration conf = configuration();
        List<String> faults = KerberosLogin.establish(Optional.empty());
        if (!faults.isEmpty()) {
            throw new FaultySpecificationException(faults);
        }
        requireCluster(conf, "");
        return conf;
    }

    /**
     * Refuses a configuration that names no cluster.
     *
     * @param orElse what else a person may do
     */
    static void requireCluster(Configuration conf, String orElse)
            throws IOException, FaultySpecificationException {
        if (FileSystem.get(conf) instanceof LocalFileSystem) {
            throw new FaultySpecificationException(
                    List.of(
                            "cluster: expected the configuration of a Hadoop cluster, found none (fs.defaultFS is the local disk);"
                                    + " set HADOOP_CONF_DIR to the directory of its core-site.xml and yarn-site.xml"
                                    + orElse));
        }
    }
}
