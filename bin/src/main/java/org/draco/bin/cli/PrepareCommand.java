package org.draco.bin.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.Path;
import org.draco.layout.DamagedFileException;
import org.draco.layout.DatasetLayout;
import org.draco.layout.DracoLayout;
import org.draco.layout.dataset.DatasetManifest;
import org.draco.layout.dataset.Split;
import org.draco.layout.idx.IdxDataset;
import picocli.CommandLine.Command;
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
            description = "Name under which jobs find it, e.g. mnist.")
    String dataset;

    @Option(
            names = "--source",
            required = true,
            paramLabel = "DIR",
            description =
                    "Directory with train-images-idx3-ubyte, train-labels-idx1-ubyte and the two of t10k, plain or .gz.")
    String source;

    @Option(
            names = "--root",
            required = true,
            paramLabel = "URI",
            description =
                    "Directory under which data sets and jobs lie, e.g. hdfs:///user/me/draco.")
    String root;

    @Override
    public Integer call() throws IOException, FaultySpecificationException {
        Configuration conf = new Configuration();
        DatasetLayout target = new DracoLayout(new Path(root)).dataset(dataset);
        DatasetManifest manifest = prepare(conf, target);
        command.commandLine()
                .getOut()
                .printf(
                        "%s: %d training and %d test samples of %d x %d x %d in %s%n",
                        dataset,
                        manifest.count(Split.TRAIN),
                        manifest.count(Split.TEST),
                        manifest.channels(),
                        manifest.height(),
                        manifest.width(),
                        target.dir());
        return 0;
    }

    /** What is wrong with the source is the user's to mend: exit code 2. */
    private DatasetManifest prepare(Configuration conf, DatasetLayout target)
            throws IOException, FaultySpecificationException {
        try {
            return IdxDataset.prepare(
                    target.dir().getFileSystem(conf), sourcePath(), target, dataset);
        } catch (FileNotFoundException | FileAlreadyExistsException | DamagedFileException e) {
            throw new FaultySpecificationException(List.of(e.getMessage()));
        }
    }

    /** A source without a scheme is on this machine, as for {@code hdfs dfs -put}. */
    private Path sourcePath() {
        Path path = new Path(source);
        return path.toUri().getScheme() == null
                ? new Path(java.nio.file.Path.of(source).toAbsolutePath().toUri())
                : path;
    }
}
