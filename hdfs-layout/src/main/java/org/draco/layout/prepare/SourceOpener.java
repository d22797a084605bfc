package org.draco.layout.prepare;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.layout.source.Archive;
import org.draco.layout.source.ArchiveLimits;
import org.draco.layout.source.Checksum;
import org.draco.layout.source.Download;
import org.draco.layout.source.SourceFile;
import org.draco.layout.source.SourceTree;

/**
 * Finds what a person means by a source: a directory, an archive, a single file, the start of files' names, on this
 * machine or any file system of Hadoop's; or a file on the web, which is downloaded first.
 */
public final class SourceOpener {

    private final Configuration conf;
    private final java.nio.file.Path scratch;
    private final Download download;

    /**
     * @param conf names Hadoop's file systems
     * @param scratch existing local directory with room for what archives contain
     * @param download of what is on the web
     */
    public SourceOpener(Configuration conf, java.nio.file.Path scratch, Download download) {
        this.conf = Objects.requireNonNull(conf, "conf");
        this.scratch = Objects.requireNonNull(scratch, "scratch");
        this.download = Objects.requireNonNull(download, "download");
    }

    /**
     * Opens a source.
     *
     * @param source a path without scheme is on this machine, as for {@code hdfs dfs -put}
     * @param checksum of the one file that the source must then be
     * @throws FileNotFoundException if there is nothing
     * @throws org.draco.layout.DamagedFileException if the checksum is another, or an archive is refused
     * @throws IllegalArgumentException if it is no address
     */
    public SourceTree open(String source, Optional<Checksum> checksum)
            throws IOException, InterruptedException {
        if (Download.isWeb(source)) {
            Path file = new Path(download.fetch(URI.create(source), checksum).toUri());
            return ofFile(SourceFile.of(file.getFileSystem(conf), file));
        }
        Path path = path(source);
        FileSystem fs = path.getFileSystem(conf);
        path = fs.makeQualified(path);
        boolean directory = fs.exists(path) && fs.getFileStatus(path).isDirectory();
        if (fs.exists(path) && !directory) {
            SourceFile file = SourceFile.of(fs, path);
            if (checksum.isPresent()) {
                checksum.get().verify(file);
            }
            return ofFile(file);
        }
        if (checksum.isPresent()) {
            throw new FileNotFoundException(
                    path
                            + ": expected one file, since it has a checksum, found "
                            + (directory ? "a directory" : "none"));
        }
        return directory ? SourceTree.ofDirectory(fs, path) : SourceTree.ofPrefix(fs, path);
    }

    /** Downloads a known data set. */
    public SourceTree open(KnownDataset known) throws IOException, InterruptedException {
        List<KnownDataset.Published> files = known.files();
        Download own = download.below(known.name());
        java.nio.file.Path[] fetched = new java.nio.file.Path[files.size()];
        for (int i = 0; i < fetched.length; i++) {
            fetched[i] = own.fetch(files.get(i).address(), Optional.of(files.get(i).checksum()));
        }
        Path first = new Path(fetched[0].toUri());
        FileSystem fs = first.getFileSystem(conf);
        if (fetched.length == 1) {
            return ofFile(SourceFile.of(fs, first));
        }
        return SourceTree.ofDirectory(fs, first.getParent());
    }

    private SourceTree ofFile(SourceFile file) throws IOException {
        return Archive.isArchive(file)
                ? Archive.unpack(file, scratch, ArchiveLimits.DEFAULT)
                : SourceTree.ofFile(file);
    }

    private static Path path(String source) {
        Path path = new Path(source);
        return path.toUri().getScheme() == null
                ? new Path(java.nio.file.Path.of(source).toAbsolutePath().toUri())
                : path;
    }
}
