package org.draco.layout.prepare;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.draco.layout.cifar.CifarDataset;
import org.draco.layout.cifar.CifarFormat;
import org.draco.layout.dataset.DatasetReader;
import org.draco.layout.idx.IdxDataset;
import org.draco.layout.image.ImageFolder;
import org.draco.layout.source.SourceTree;

/** What a source's files are, and by which names they are known. Asked in this order. */
public enum SourceFormat {
    /** MNIST's format. */
    IDX("(?:.*/)?.*train-images-idx3-ubyte(\\.gz)?") {
        @Override
        public DatasetReader reader(SourceTree source, ReadingOptions options) throws IOException {
            return IdxDataset.of(source);
        }
    },
    /** CIFAR-10, binary version. */
    CIFAR10("(?:.*/)?data_batch_\\d+\\.bin") {
        @Override
        public DatasetReader reader(SourceTree source, ReadingOptions options) throws IOException {
            return CifarDataset.of(CifarFormat.CIFAR10, source);
        }
    },
    /** CIFAR-100, binary version. */
    CIFAR100("(?:.*/)?train\\.bin") {
        @Override
        public DatasetReader reader(SourceTree source, ReadingOptions options) throws IOException {
            return CifarDataset.of(
                    options.coarse() ? CifarFormat.CIFAR100_COARSE : CifarFormat.CIFAR100_FINE,
                    source);
        }
    },
    /** A directory of pictures. */
    IMAGES("(?i).*\\.(png|jpe?g)") {
        @Override
        public DatasetReader reader(SourceTree source, ReadingOptions options) throws IOException {
            return ImageFolder.of(source, options.images());
        }
    },
    /** Comma-separated values. */
    CSV("(?i).*\\.(csv|tsv|data)(\\.gz)?") {
        @Override
        public DatasetReader reader(SourceTree source, ReadingOptions options) throws IOException {
            return TableFiles.reader(options.csv(), source, options);
        }
    },
    /** LIBSVM's sparse rows. */
    LIBSVM("(?i).*\\.(libsvm|svm|svmlight)(\\.gz)?") {
        @Override
        public DatasetReader reader(SourceTree source, ReadingOptions options) throws IOException {
            return TableFiles.reader(options.libsvm(), source, options);
        }
    };

    private final Pattern names;

    SourceFormat(String names) {
        this.names = Pattern.compile(names);
    }

    /**
     * Who reads a source of this format.
     *
     * @throws FileNotFoundException if files are missing, saying which
     */
    public abstract DatasetReader reader(SourceTree source, ReadingOptions options)
            throws IOException;

    /** Name on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All names. */
    public static List<String> words() {
        return Arrays.stream(values()).map(SourceFormat::word).toList();
    }

    /** The format of that name, if there is one. */
    public static Optional<SourceFormat> byName(String word) {
        return Arrays.stream(values()).filter(format -> format.word().equals(word)).findFirst();
    }

    /**
     * What a source is, by the names of its files.
     *
     * @throws FileNotFoundException if they say nothing, with what is known
     */
    public static SourceFormat of(SourceTree source) throws FileNotFoundException {
        for (SourceFormat format : values()) {
            for (String name : source.files().keySet()) {
                if (format.names.matcher(name).matches()) {
                    return format;
                }
            }
        }
        List<String> some = source.files().keySet().stream().limit(5).toList();
        throw new FileNotFoundException(
                "%s: expected files of one of the formats %s by their names, found %s%s; say --format"
                        .formatted(
                                source.where(),
                                words(),
                                some.isEmpty() ? "none" : some,
                                source.files().size() > some.size() ? " and others" : ""));
    }

    boolean knows(String name) {
        return names.matcher(name).matches();
    }
}
