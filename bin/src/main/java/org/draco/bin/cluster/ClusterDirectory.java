package org.draco.bin.cluster;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where a cluster keeps everything; the names are born here.
 *
 * @param root absolute
 */
record ClusterDirectory(Path root) {

    /** Below this a NameNode is near the point where it takes no more files, and containers find no room to unpack. */
    private static final long LEAST_FREE_BYTES = 2L << 30;

    /**
     * Of a path as a person gives it.
     *
     * @throws IllegalArgumentException if Hadoop could not live there
     */
    static ClusterDirectory of(Path given) {
        Path root = given.toAbsolutePath().normalize();
        if (root.toString().matches("(?s).*[\\s,:\"'$&<>\\\\].*")) {
            throw new IllegalArgumentException(
                    "directory: expected a path without white space, commas, colons and quotation marks, which Hadoop and its"
                            + " containers do not bear, found "
                            + root);
        }
        return new ClusterDirectory(root);
    }

    /** Makes it, for its owner alone: a container's log is nobody else's to read. */
    void make() throws IOException {
        Files.createDirectories(root);
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
        for (Path part : new Path[] {conf(), bin(), run(), logs(), data(), temporary()}) {
            Files.createDirectories(part);
        }
    }

    /** @throws IOException if the disk is too full to start */
    void requireRoom() throws IOException {
        FileStore disk = Files.getFileStore(root);
        long free = disk.getUsableSpace();
        if (free < LEAST_FREE_BYTES) {
            throw new IOException(
                    "%s: expected at least %d MB free on its disk, found %d MB; make room, or choose another place by --directory"
                            .formatted(root, LEAST_FREE_BYTES >> 20, free >> 20));
        }
    }

    Path conf() {
        return root.resolve("conf");
    }

    Path ports() {
        return conf().resolve("ports.properties");
    }

    Path bin() {
        return root.resolve("bin");
    }

    Path run() {
        return root.resolve("run");
    }

    Path pid(Daemon daemon) {
        return run().resolve(daemon + ".pid");
    }

    /** Held while somebody starts or stops the daemons. */
    Path lock() {
        return run().resolve("lock");
    }

    Path logs() {
        return root.resolve("logs");
    }

    Path log(Daemon daemon) {
        return logs().resolve(daemon + ".log");
    }

    Path formatLog() {
        return logs().resolve("format.log");
    }

    /** Everything that outlives the daemons. */
    Path data() {
        return root.resolve("data");
    }

    Path names() {
        return data().resolve("namenode");
    }

    /** Whether there is an HDFS. */
    boolean isFormatted() {
        return Files.exists(names().resolve("current").resolve("VERSION"));
    }

    Path blocks() {
        return data().resolve("datanode");
    }

    /** Containers work below it. */
    Path containers() {
        return data().resolve("containers");
    }

    Path containerLogs() {
        return data().resolve("container-logs");
    }

    /** Also stands on the class path: a Hadoop in plain jars looks there for the pages that it has not. */
    Path temporary() {
        return root.resolve("tmp");
    }
}
