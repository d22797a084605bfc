package org.draco.layout.prepare;

import java.io.FileNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.draco.layout.dataset.DatasetReader;
import org.draco.layout.source.SourceFile;
import org.draco.layout.source.SourceTree;
import org.draco.layout.table.TableDataset;
import org.draco.layout.table.TableFormat;

/** Which files of a source are tables, and what for. */
final class TableFiles {

    private TableFiles() {}

    static DatasetReader reader(TableFormat format, SourceTree source, ReadingOptions options)
            throws FileNotFoundException {
        List<String> tables = tables(format, source);
        if (options.testSource().isPresent()) {
            SourceTree test = options.testSource().get();
            return TableDataset.of(format, only(tables, source), only(tables(format, test), test));
        }
        if (tables.size() == 1) {
            if (options.testShare().isEmpty()) {
                throw new FileNotFoundException(
                        source.where()
                                + ": expected a second table for testing, found one; say"
                                + " --test-source, or --test-share");
            }
            return TableDataset.of(format, only(tables, source), options.testShare().get());
        }
        Optional<String> train = named("train", tables);
        Optional<String> test = named("test", tables);
        if (tables.size() != 2 || train.isEmpty() || test.isEmpty()) {
            throw new FileNotFoundException(
                    "%s: expected one table, or two named train and test, found %s"
                            .formatted(source.where(), tables));
        }
        return TableDataset.of(
                format, source.files().get(train.get()), source.files().get(test.get()));
    }

    /** A single file is a table whatever it is called. */
    private static List<String> tables(TableFormat format, SourceTree source) {
        if (source.files().size() == 1) {
            return List.copyOf(source.files().keySet());
        }
        SourceFormat known = SourceFormat.byName(format.name()).orElseThrow();
        List<String> tables = new ArrayList<>();
        for (String name : source.files().keySet()) {
            if (known.knows(name) && !name.substring(name.lastIndexOf('/') + 1).startsWith(".")) {
                tables.add(name);
            }
        }
        return tables;
    }

    private static SourceFile only(List<String> tables, SourceTree source)
            throws FileNotFoundException {
        if (tables.size() != 1) {
            throw new FileNotFoundException(
                    "%s: expected one table, found %s".formatted(source.where(), tables));
        }
        return source.files().get(tables.get(0));
    }

    private static Optional<String> named(String word, List<String> tables) {
        List<String> found =
                tables.stream()
                        .filter(
                                name ->
                                        name.substring(name.lastIndexOf('/') + 1)
                                                .toLowerCase(Locale.ROOT)
                                                .contains(word))
                        .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }
}
