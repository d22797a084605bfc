package org.draco.bin.cli;

import java.util.Optional;
import org.draco.layout.dataset.TestShare;
import org.draco.layout.image.ImageOptions;
import org.draco.layout.prepare.ReadingOptions;
import org.draco.layout.source.SourceTree;
import org.draco.layout.table.CsvFormat;
import org.draco.layout.table.LibsvmFormat;
import picocli.CommandLine.Option;

/** How {@code prepare} reads a source. */
final class ReadingArguments {

    @Option(
            names = "--test-source",
            paramLabel = "FILE|URL",
            description = "Tables: a second one, for testing.")
    String testSource;

    @Option(
            names = "--test-share",
            paramLabel = "SHARE",
            description =
                    "One table, or pictures without train/ and test/: what share is for testing.")
    Double testShare;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            description = "Decides which samples are for testing (default: ${DEFAULT-VALUE}).")
    long seed = 1;

    @Option(
            names = "--label",
            paramLabel = "COLUMN",
            description =
                    "CSV: the column of the class: first, last, its number, or its name (default: ${DEFAULT-VALUE}).")
    String label = "last";

    @Option(names = "--header", description = "CSV: the first row names the columns.")
    boolean header;

    @Option(
            names = "--delimiter",
            paramLabel = "CHAR",
            description = "CSV: what separates fields; tab for a tab (default: ${DEFAULT-VALUE}).")
    String delimiter = ",";

    @Option(
            names = "--features",
            paramLabel = "N",
            description =
                    "LIBSVM: how many features; 0: the largest index (default: ${DEFAULT-VALUE}).")
    int features;

    @Option(
            names = "--resize",
            paramLabel = "WxH",
            description = "Pictures: bring all to this width and height.")
    String resize;

    @Option(
            names = "--colours",
            paramLabel = "WHICH",
            description = "Pictures: auto (as the first one; default), grey or colour.")
    ImageOptions.Colours colours = ImageOptions.Colours.AUTO;

    @Option(names = "--coarse", description = "CIFAR-100: the 20 coarse classes.")
    boolean coarse;

    /**
     * The options as the readers take them.
     *
     * @throws IllegalArgumentException if one of them is out of range
     */
    ReadingOptions options(Optional<SourceTree> test) {
        Optional<TestShare> share =
                Optional.ofNullable(testShare).map(part -> new TestShare(part, seed));
        return new ReadingOptions(
                new CsvFormat(separator(), header, label),
                new LibsvmFormat(features),
                new ImageOptions(
                        colours, Optional.ofNullable(resize).map(ImageOptions.Size::parse), share),
                coarse,
                share,
                test);
    }

    private char separator() {
        String text = delimiter.equals("tab") || delimiter.equals("\\t") ? "\t" : delimiter;
        if (text.length() != 1) {
            throw new IllegalArgumentException(
                    "delimiter: expected one character, or tab, found \"" + delimiter + "\"");
        }
        return text.charAt(0);
    }
}
