package org.draco.bin.cluster;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The Hadoop whose daemons and commands are run, as a class path without the configuration.
 *
 * @param entries as {@code java -cp} takes them, in order
 */
public record HadoopJars(List<String> entries) {

    /** The parts of an unpacked Hadoop, in the order of its own {@code hadoop classpath}. */
    private static final List<String> PARTS =
            List.of("common", "hdfs", "mapreduce", "yarn", "yarn/timelineservice");

    /** Keeps a copy. */
    public HadoopJars {
        entries = List.copyOf(entries);
    }

    /**
     * The Hadoop that comes with this program: its shaded client and the daemons of the embedded cluster.
     *
     * @param home the unpacked distribution
     * @throws IOException if jars are missing
     */
    public static HadoopJars ofDistribution(Path home) throws IOException {
        List<String> entries = new ArrayList<>();
        for (String part : List.of("lib-hadoop", "lib-embedded")) {
            requireJars(home.resolve(part));
            entries.add(home.resolve(part) + "/*");
        }
        // The ResourceManager makes a certificate.
        try (DirectoryStream<Path> jars =
                Files.newDirectoryStream(home.resolve("lib"), "bc*.jar")) {
            jars.forEach(jar -> entries.add(jar.toString()));
        }
        return new HadoopJars(entries);
    }

    /**
     * Another Hadoop.
     *
     * @param home an unpacked Hadoop, or a directory with its jars and what they need
     * @throws IOException if it is neither
     */
    public static HadoopJars of(Path home) throws IOException {
        Path share = home.toAbsolutePath().resolve("share/hadoop");
        List<String> entries = new ArrayList<>();
        if (Files.isDirectory(share)) {
            for (String part : PARTS) {
                // With the directory itself, for the pages below hdfs/webapps.
                entries.add(share.resolve(part).toString());
                entries.add(share.resolve(part) + "/lib/*");
                entries.add(share.resolve(part) + "/*");
            }
        } else {
            requireJars(home);
            entries.add(home.toAbsolutePath() + "/*");
        }
        return new HadoopJars(entries);
    }

    private static void requireJars(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> jars = Files.newDirectoryStream(directory, "hadoop-*.jar")) {
                if (jars.iterator().hasNext()) {
                    return;
                }
            }
        }
        throw new FileNotFoundException(
                directory
                        + ": expected the jars of a Hadoop (hadoop-*.jar) or share/hadoop, found none");
    }

    /**
     * The class path of a program of this Hadoop.
     *
     * @param directory whose configuration it has
     */
    String classPath(ClusterDirectory directory) {
        List<String> all = new ArrayList<>();
        all.add(directory.conf().toString());
        all.addAll(entries);
        // Last: plain jars lack some of the directories in which daemons look for their pages.
        all.add(directory.temporary().toString());
        return String.join(":", all);
    }
}
