package org.draco.bin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.draco.layout.DracoLayout;
import org.draco.layout.JobLayout;
import org.draco.layout.checkpoint.CheckpointStore;
import org.draco.layout.dataset.DatasetDescription;
import org.draco.layout.dataset.DatasetWriter;
import org.draco.layout.dataset.Split;
import org.draco.layout.dataset.ValueType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No option is read and then forgotten: each changes the model that is trained. */
class TrainingOptionsTest {

    @TempDir private static Path directory;

    private static String plain;

    @BeforeAll
    static void trainWithoutAny() throws IOException {
        NoisePictures.prepare(
                FileSystem.getLocal(new Configuration()),
                new org.apache.hadoop.fs.Path(directory.toUri()));
        plain = simulate("--seed 5").sha256();
        assertEquals(plain, simulate("--seed 5").sha256());
    }

    private static CommandLineRun simulate(String options) throws IOException {
        List<String> words = new ArrayList<>(List.of("simulate", "--json"));
        words.addAll(List.of("--network", "logistic", "--dataset", NoisePictures.NAME));
        words.addAll(List.of("--root", directory.toUri().toString(), "--workers", "3"));
        words.addAll(List.of("--approach", "baseline", "--batch-size", "3"));
        words.addAll(List.of("--max-steps", "3", "--eval-freq", "3"));
        words.addAll(
                List.of("--train-dir", Files.createTempDirectory(directory, "run").toString()));
        words.addAll(List.of(options.split(" ")));
        CommandLineRun run = CommandLineRun.of(words.toArray(String[]::new));
        return run;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--lr 0.02",
                "--lr-schedule hyperbolic --lr-args half=2",
                "--lr-schedule steps --lr-args 1=0.1",
                "--lr-schedule cosine --lr-args period=9",
                "--optimizer adam",
                "--momentum 0.5",
                "--dampening 0.5",
                "--nesterov",
                "--nesterov --momentum-at worker",
                "--weight-decay 0.5",
                "--local-steps 2",
                "--label-smoothing 0.1",
                "--l1 0.1",
                "--l2 0.1",
                "--gradient-clip 0.001",
                "--order stored",
                "--batches-per-step 4",
                "--partition sorted",
                "--augment none",
            })
    void everyOptionHasAPartInTheModel(String option) throws IOException {
        CommandLineRun run = simulate("--seed 5 " + option);
        assertEquals(0, run.exitCode(), run.err());
        assertNotEquals(plain, run.sha256());
    }

    @Test
    void whatIsMeasuredDoesNotChangeTheModel() throws IOException {
        assertEquals(plain, simulate("--seed 5 --metrics full --study-batches 5").sha256());
    }

    /** 1,310,922 of the network are trained; the rest are running means and variances. */
    @Test
    void checkpointsSayWhatIsTrained() throws IOException {
        Path results = directory.resolve("statistics");
        CommandLineRun trained =
                CommandLineRun.of(
                        "simulate",
                        "--network",
                        "empire-cnn",
                        "--dataset",
                        NoisePictures.NAME,
                        "--root",
                        directory.toUri().toString(),
                        "--workers",
                        "1",
                        "--approach",
                        "baseline",
                        "--batch-size",
                        "2",
                        "--max-steps",
                        "1",
                        "--train-dir",
                        results.toString());
        assertEquals(0, trained.exitCode(), trained.err());
        CheckpointStore checkpoints =
                new CheckpointStore(
                        FileSystem.getLocal(new Configuration()),
                        new JobLayout(new org.apache.hadoop.fs.Path(results.toUri())));
        for (long step = 0; step <= 1; step++) {
            assertEquals(1_310_922, checkpoints.read(step).trained());
            assertEquals(1_310_922 + 768, checkpoints.read(step).parameters().length);
        }
    }

    /** A table that somebody calls cifar10 is told of, not met by an exception in mid-run. */
    @Test
    void aDataSetThatCannotBeVariedAsItsNamePromisesIsRefused() throws IOException {
        FileSystem fs = FileSystem.getLocal(new Configuration());
        Path other = Files.createDirectories(directory.resolve("other"));
        var root = new org.apache.hadoop.fs.Path(other.toUri());
        DatasetDescription table =
                new DatasetDescription(
                        NoisePictures.NAME,
                        4,
                        1,
                        1,
                        ValueType.FLOAT32,
                        List.of("a", "b"),
                        "a test");
        try (DatasetWriter writer =
                DatasetWriter.create(
                        fs, new DracoLayout(root).dataset(NoisePictures.NAME), table)) {
            for (int i = 0; i < 20; i++) {
                writer.add(i < 15 ? Split.TRAIN : Split.TEST, i % 2, new float[] {i, 1, 2, 3});
            }
            writer.finish();
        }
        List<String> words =
                new ArrayList<>(
                        List.of("simulate", "--network", "logistic", "--dataset", "cifar10"));
        words.addAll(List.of("--root", other.toUri().toString(), "--max-steps", "1"));
        words.addAll(List.of("--train-dir", directory.resolve("table").toString()));
        CommandLineRun refused = CommandLineRun.of(words.toArray(String[]::new));
        assertEquals(2, refused.exitCode(), refused.err());
        assertTrue(
                refused.err()
                        .contains(
                                "augment: cifar10 is varied by default: expected pictures of bytes, found float32"
                                        + " values; give --augment none"),
                refused.err());
        words.addAll(List.of("--augment", "none"));
        assertEquals(0, CommandLineRun.of(words.toArray(String[]::new)).exitCode());
    }
}
