package org.draco.layout.prepare;

import java.util.Objects;
import java.util.Optional;
import org.draco.layout.dataset.TestShare;
import org.draco.layout.image.ImageOptions;
import org.draco.layout.source.SourceTree;
import org.draco.layout.table.CsvFormat;
import org.draco.layout.table.LibsvmFormat;

/**
 * How a source is read; each format takes what is its own.
 *
 * @param csv how CSV is written
 * @param libsvm how many features LIBSVM has
 * @param images how pictures become samples
 * @param coarse whether CIFAR-100's coarse labels are taken
 * @param testShare of tables, where there is no second one
 * @param testSource a second table, for testing
 */
public record ReadingOptions(
        CsvFormat csv,
        LibsvmFormat libsvm,
        ImageOptions images,
        boolean coarse,
        Optional<TestShare> testShare,
        Optional<SourceTree> testSource) {

    /** Refuses nothings. */
    public ReadingOptions {
        Objects.requireNonNull(csv, "csv");
        Objects.requireNonNull(libsvm, "libsvm");
        Objects.requireNonNull(images, "images");
        Objects.requireNonNull(testShare, "testShare");
        Objects.requireNonNull(testSource, "testSource");
    }
}
