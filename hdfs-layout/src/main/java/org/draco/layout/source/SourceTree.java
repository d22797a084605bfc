package org.draco.layout.source;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.draco.layout.DamagedFileException;

/**
 * The files of a source by their names, which are relative and have {@code /} between their components: those of a
 * directory, of an archive, or a single one. In the order of the names' characters, so that the same files give the same
 * data set wherever they come from.
 *
 * <p>Closing frees what was needed to hold the files; they are not read afterwards. Thread-safe.
 */
public final class SourceTree implements Closeable {

    private final String where;
    private final SortedMap<String, SourceFile> files;
    private final Closeable held;

    SourceTree(String where, SortedMap<String, SourceFile> files, Closeable held) {
        this.where = Objects.requireNonNull(where, "where");
        this.files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        this.held = held;
    }

    /** All files below a directory. */
    public static SourceTree ofDirectory(FileSystem fs, Path directory) throws IOException {
        Path root = fs.makeQualified(directory);
        SortedMap<String, SourceFile> files = new TreeMap<>();
        RemoteIterator<LocatedFileStatus> below = fs.listFiles(root, true);
        while (below.hasNext()) {
            LocatedFileStatus file = below.next();
            Path path = file.getPath();
            String name = root.toUri().relativize(path.toUri()).getPath();
            files.put(name, new SourceFile(path, file.getLen(), () -> fs.open(path)));
        }
        return new SourceTree(root.toString(), files, () -> {});
    }

    /**
     * The files of a directory whose names begin alike, without that beginning.
     *
     * @param start the directory, and what the names begin with
     * @throws FileNotFoundException if there are none
     */
    public static SourceTree ofPrefix(FileSystem fs, Path start) throws IOException {
        String where = start + "* (not there, so taken for the start of the files' names)";
        SortedMap<String, SourceFile> files = new TreeMap<>();
        for (FileStatus file : listed(fs, start.getParent())) {
            String name = file.getPath().getName();
            if (file.isFile()
                    && name.length() > start.getName().length()
                    && name.startsWith(start.getName())) {
                Path path = file.getPath();
                files.put(
                        name.substring(start.getName().length()),
                        new SourceFile(path, file.getLen(), () -> fs.open(path)));
            }
        }
        if (files.isEmpty()) {
            throw new FileNotFoundException(
                    where + ": expected a directory, a file, or files, found none");
        }
        return new SourceTree(where, files, () -> {});
    }

    private static FileStatus[] listed(FileSystem fs, Path directory) throws IOException {
        return directory != null && fs.exists(directory)
                ? fs.listStatus(directory)
                : new FileStatus[0];
    }

    /** A single file, under the last component of its path. */
    public static SourceTree ofFile(SourceFile file) {
        SortedMap<String, SourceFile> files = new TreeMap<>();
        files.put(file.path().getName(), file);
        return new SourceTree(file.path().toString(), files, () -> {});
    }

    /** What the source is called in messages. */
    public String where() {
        return where;
    }

    /** All files. */
    public SortedMap<String, SourceFile> files() {
        return files;
    }

    /**
     * The file whose name ends in this component, wherever in the tree.
     *
     * @return empty if there is none
     * @throws FileNotFoundException if there are several
     */
    public Optional<SourceFile> named(String component) throws FileNotFoundException {
        List<String> names =
                files.keySet().stream()
                        .filter(name -> name.equals(component) || name.endsWith("/" + component))
                        .toList();
        if (names.size() > 1) {
            throw new FileNotFoundException(
                    "%s: expected one file %s, found %s; give the directory of one of them"
                            .formatted(where, component, names));
        }
        return names.stream().map(files::get).findFirst();
    }

    /**
     * The lines of a small text, without white space around them; empty lines are dropped.
     *
     * @param maxBytes more is damage
     */
    public static List<String> lines(SourceFile file, int maxBytes) throws IOException {
        try (SourceStream in = SourceStream.open(file)) {
            byte[] text = in.readNBytes(maxBytes + 1);
            if (text.length > maxBytes) {
                throw new DamagedFileException(
                        file.path(), maxBytes, "at most " + maxBytes + " bytes of text", "more");
            }
            return new String(text, StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
    }

    @Override
    public void close() throws IOException {
        held.close();
    }
}
