package org.draco.container.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.draco.container.model.GradientModel;
import org.draco.layout.DatasetLayout;
import org.draco.layout.dataset.DatasetDescription;
import org.draco.layout.dataset.DatasetManifest;
import org.draco.layout.dataset.DatasetWriter;
import org.draco.layout.dataset.Split;
import org.draco.layout.dataset.ValueType;
import org.draco.layout.job.JobSpec;
import org.draco.layout.job.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobNetworkTest {

    private static JobSpec spec(String network, long seed) {
        return new JobSpec(
                JobSpec.VERSION,
                "job",
                network,
                new JobSpec.Data("made up", "file:/none"),
                new JobSpec.Training(4, 0.01, 0, 1, 1, 4, seed),
                JobSpec.Resilience.of(3, "repetition", 3, 1, "average"),
                new JobSpec.Experiment(0, "honest", "", false),
                new Wire("raw", 0, "none", 1024, "float32"),
                new JobSpec.Containers(512, 512, 512, 512, 1, 1, "default", false),
                new JobSpec.Timeouts(1, 1, 1, 1));
    }

    @TempDir private Path directory;

    private DatasetManifest dataset(int side, int classes) throws IOException {
        FileSystem fs = FileSystem.getLocal(new Configuration());
        String name = "made-up-" + side + "-" + classes;
        DatasetLayout set =
                new DatasetLayout(new org.apache.hadoop.fs.Path(directory.resolve(name).toUri()));
        List<String> labels = IntStream.range(0, classes).mapToObj(Integer::toString).toList();
        DatasetDescription description =
                new DatasetDescription("made-up", 1, side, side, ValueType.BYTES, labels, "a test");
        try (DatasetWriter writer = DatasetWriter.create(fs, set, description)) {
            writer.add(Split.TEST, 0, new byte[side * side]);
            writer.add(Split.TRAIN, 0, new byte[side * side]);
            writer.finish();
        }
        return DatasetManifest.read(fs, set);
    }

    @Test
    void fitsItselfToTheDataSet() throws IOException {
        GradientModel model = JobNetwork.model(spec("mnist-100", 1), dataset(4, 3));
        assertEquals(17 * 100 + 101 * 3, model.dimension());
        assertEquals(3, model.classes());
    }

    @Test
    void startsWhereTheJobsSeedSays() throws IOException {
        DatasetManifest set = dataset(2, 2);
        float[] start = JobNetwork.model(spec("logistic", 5), set).initialParameters();
        float[] again = JobNetwork.model(spec("logistic", 5), set).initialParameters();
        float[] other = JobNetwork.model(spec("logistic", 6), set).initialParameters();
        assertArrayEquals(start, again);
        assertTrue(start[0] != other[0]);
    }

    @Test
    void saysWhichNetworksThereAreWhenItKnowsNoneOfThatName() {
        List<String> faults = JobNetwork.faults(spec("Inception", 1), Optional.empty());
        assertEquals(1, faults.size());
        assertTrue(faults.get(0).startsWith("network: expected one of [LeNet, "), faults.get(0));
        assertTrue(faults.get(0).endsWith("found \"Inception\""), faults.get(0));
    }

    @Test
    void saysWhatAboutTheDataSetDoesNotFit() throws IOException {
        JobSpec spec = spec("lenet", 1);
        assertEquals(List.of(), JobNetwork.faults(spec, Optional.empty()));
        assertEquals(List.of(), JobNetwork.faults(spec, Optional.of(dataset(28, 10))));
        String fault =
                "dataset: network LeNet: expected samples of at least 16 x 16 pixels, found 1 x 8 x 8 in \"made-up\"";
        DatasetManifest small = dataset(8, 10);
        assertEquals(List.of(fault), JobNetwork.faults(spec, Optional.of(small)));
        String refusal =
                assertThrows(IllegalArgumentException.class, () -> JobNetwork.model(spec, small))
                        .getMessage();
        assertEquals(fault, refusal);
    }
}
