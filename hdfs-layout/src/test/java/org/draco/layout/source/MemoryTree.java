package org.draco.layout.source;

import java.io.ByteArrayInputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;

/** A source in memory, for tests. */
public final class MemoryTree {

    private final Map<String, byte[]> files = new LinkedHashMap<>();

    /** Adds or replaces a file. */
    public MemoryTree with(String name, byte[] content) {
        files.put(name, content);
        return this;
    }

    /** Takes a file away. */
    public MemoryTree without(String name) {
        files.remove(name);
        return this;
    }

    /** The source as it is now; its files are called {@code /memory/<name>}. */
    public SourceTree tree() {
        SortedMap<String, SourceFile> tree = new TreeMap<>();
        files.forEach((name, content) -> tree.put(name, file("/memory/" + name, content)));
        return new SourceTree("/memory", tree, () -> {});
    }

    /** A file in memory. */
    public static SourceFile file(String path, byte[] content) {
        return new SourceFile(
                new Path(path), content.length, () -> new ByteArrayInputStream(content));
    }
}
