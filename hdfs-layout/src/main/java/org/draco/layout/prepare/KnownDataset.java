package org.draco.layout.prepare;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.draco.layout.source.Checksum;

/**
 * A data set that everyone knows: where it is published, what its files must be, how they are read.
 *
 * @param name under which it is prepared
 * @param format of its files
 * @param files in which it is published
 */
public record KnownDataset(String name, SourceFormat format, List<Published> files) {

    /**
     * One file.
     *
     * @param address where it is
     * @param checksum that its publisher names
     */
    public record Published(URI address, Checksum checksum) {}

    // MNIST: the copy that torchvision reads, since its first home refuses programs; MD5 of LeCun's
    // files as torchvision lists them (datasets/mnist.py). Fashion-MNIST: the README of
    // zalandoresearch/fashion-mnist. CIFAR: https://www.cs.toronto.edu/~kriz/cifar.html.
    private static final List<KnownDataset> ALL =
            List.of(
                    idx(
                            "mnist",
                            "https://ossci-datasets.s3.amazonaws.com/mnist/",
                            "f68b3c2dcbeaaa9fbdd348bbdeb94873",
                            "d53e105ee54ea40749a09fcbcd1e9432",
                            "9fb629c4189551a2d022fa330f9573f3",
                            "ec29112dd5afa0611ce80d1b7f02629c"),
                    idx(
                            "fashion-mnist",
                            "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
                            "8d4fb7e6c68d591d4c3dfef9ec88bf0d",
                            "25c81989df183df01b3e8a0aad5dffbe",
                            "bef4ecab320f06d8554ea6380940ec79",
                            "bb300cfdad3c16e7a12a480ee83cd310"),
                    cifar(
                            "cifar10",
                            SourceFormat.CIFAR10,
                            "cifar-10-binary.tar.gz",
                            "c32a1d4ab5d03f1284b67883e8d87530"),
                    cifar(
                            "cifar100",
                            SourceFormat.CIFAR100,
                            "cifar-100-binary.tar.gz",
                            "03b5dce01913d631647c71ecec9e9cb8"));

    /** The set of a name, upper or lower case, if it is known. */
    public static Optional<KnownDataset> byName(String name) {
        return ALL.stream()
                .filter(known -> known.name.equals(name.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /** The names of all. */
    public static List<String> names() {
        return ALL.stream().map(KnownDataset::name).toList();
    }

    private static KnownDataset idx(String name, String directory, String... md5) {
        List<String> files =
                List.of(
                        "train-images-idx3-ubyte.gz",
                        "train-labels-idx1-ubyte.gz",
                        "t10k-images-idx3-ubyte.gz",
                        "t10k-labels-idx1-ubyte.gz");
        List<Published> published =
                Stream.iterate(0, i -> i < md5.length, i -> i + 1)
                        .map(
                                i ->
                                        new Published(
                                                URI.create(directory + files.get(i)),
                                                Checksum.md5(md5[i])))
                        .toList();
        return new KnownDataset(name, SourceFormat.IDX, published);
    }

    private static KnownDataset cifar(String name, SourceFormat format, String file, String md5) {
        URI address = URI.create("https://www.cs.toronto.edu/~kriz/" + file);
        return new KnownDataset(name, format, List.of(new Published(address, Checksum.md5(md5))));
    }
}
