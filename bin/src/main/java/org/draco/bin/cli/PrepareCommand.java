package org.draco.bin.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.draco.layout.DamagedFileException;
import org.draco.layout.DatasetLayout;
import org.draco.layout.DracoLayout;
import org.draco.layout.dataset.DatasetDescription;
import org.draco.layout.dataset.DatasetManifest;
import org.draco.layout.dataset.DatasetReader;
import org.draco.layout.dataset.DatasetWriter;
import org.draco.layout.dataset.Split;
import org.draco.layout.prepare.KnownDataset;
import org.draco.layout.prepare.SourceFormat;
import org.draco.layout.prepare.SourceOpener;
import org.draco.layout.source.Checksum;
import org.draco.layout.source.Download;
import org.draco.layout.source.SourceTree;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code draco prepare}: a data set's own files to the layout that jobs read. */
@Command(
        name = "prepare",
        description = "Writes a data set to HDFS in the layout that jobs read.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class PrepareCommand implements Callable<Integer> {

    @Spec CommandSpec command;

    @Option(
            names = "--dataset",
            required = true,
            paramLabel = "NAME",
            description =
                    "Name under which jobs find it; mnist, fashion-mnist, cifar10 and cifar100 are known and need no --source.")
    String dataset;

    @Option(
            names = "--source",
            paramLabel = "DIR|FILE|URL",
            description =
                    "A directory, a tar, tar.gz or zip, or a table; on this machine, at an hdfs: or other URI of Hadoop's, or on the web.")
    String source;

    @Option(
            names = "--root",
            required = true,
            paramLabel = "URI",
            description =
                    "Directory under which data sets and jobs lie, e.g. hdfs:///user/me/draco.")
    String root;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "idx, cifar10, cifar100, images, csv or libsvm; without it, what the files' names say.")
    String format;

    @Option(
            names = "--sha256",
            paramLabel = "HEX",
            description = "What the source, one file, must be; of known data sets it is known.")
    String sha256;

    @Option(
            names = "--download-dir",
            paramLabel = "DIR",
            description =
                    "Where downloads lie, finished and broken ones, which go on from there (default: ${DEFAULT-VALUE}).")
    Path downloads = Path.of(System.getProperty("user.home"), ".cache", "draco", "downloads");

    @Mixin ReadingArguments reading = new ReadingArguments();

    @Mixin HadoopOptions hadoop = new HadoopOptions();

    @Override
    public Integer call() throws IOException, InterruptedException, FaultySpecificationException {
        Configuration conf = hadoop.configuration();
        // What is wrong with the options or the source is the user's to mend: exit code 2.
        try (TemporaryDirectory scratch = new TemporaryDirectory("draco-prepare-")) {
            DatasetLayout target =
                    new DracoLayout(
                                    Place.of(
                                            "--root",
                                            "a directory such as hdfs:///user/me/draco",
                                            root))
                            .dataset(dataset);
            report(target, prepare(conf, scratch.path(), target));
        } catch (FileNotFoundException
                | FileAlreadyExistsException
                | DamagedFileException
                | IllegalArgumentException e) {
            throw new FaultySpecificationException(List.of(String.valueOf(e.getMessage())));
        }
        return 0;
    }

    private DatasetManifest prepare(Configuration conf, Path scratch, DatasetLayout target)
            throws IOException, InterruptedException {
        Optional<SourceFormat> wanted = format();
        // What can be refused before anything is fetched.
        reading.options(Optional.empty());
        DatasetWriter.requireFree(target.dir().getFileSystem(conf), target);
        PrepareProgress progress =
                new PrepareProgress(command.commandLine().getErr(), System::nanoTime);
        SourceOpener opener = new SourceOpener(conf, scratch, new Download(downloads, progress));
        try (SourceTree files = source(opener);
                SourceTree test =
                        reading.testSource == null
                                ? null
                                : opener.open(reading.testSource, Optional.empty())) {
            SourceFormat found = wanted.isPresent() ? wanted.get() : SourceFormat.of(files);
            DatasetReader reader = found.reader(files, reading.options(Optional.ofNullable(test)));
            return write(reader, reader.describe(dataset, files.where()), conf, target, progress);
        }
    }

    private static DatasetManifest write(
            DatasetReader reader,
            DatasetDescription description,
            Configuration conf,
            DatasetLayout target,
            PrepareProgress progress)
            throws IOException {
        FileSystem fs = target.dir().getFileSystem(conf);
        try (DatasetWriter writer = DatasetWriter.create(fs, target, description, progress)) {
            reader.copy(writer);
            return writer.finish();
        }
    }

    /** What was asked for; else what goes with the name; else what the files say. */
    private Optional<SourceFormat> format() {
        if (format == null) {
            return KnownDataset.byName(dataset).map(KnownDataset::format);
        }
        return Optional.of(
                SourceFormat.byName(format)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "format: expected one of %s, found \"%s\""
                                                        .formatted(SourceFormat.words(), format))));
    }

    private SourceTree source(SourceOpener opener) throws IOException, InterruptedException {
        Optional<Checksum> checksum = Optional.ofNullable(sha256).map(Checksum::sha256);
        if (source != null) {
            return opener.open(source, checksum);
        }
        KnownDataset known =
                KnownDataset.byName(dataset)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "source: expected --source, or a data set of %s, found \"%s\""
                                                        .formatted(KnownDataset.names(), dataset)));
        return opener.open(known);
    }

    private void report(DatasetLayout target, DatasetManifest manifest) {
        command.commandLine()
                .getOut()
                .printf(
                        "%s: %d training and %d test samples of %d x %d x %d, %d classes, in %s%n",
                        dataset,
                        manifest.count(Split.TRAIN),
                        manifest.count(Split.TEST),
                        manifest.channels(),
                        manifest.height(),
                        manifest.width(),
                        manifest.labels().size(),
                        target.dir());
    }
}
