package org.draco.container.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.draco.codec.seed.StepRandom;
import org.draco.container.model.InputShape;
import org.draco.container.model.ModelOptions;
import org.draco.container.model.Networks;
import org.draco.layout.DatasetLayout;
import org.draco.layout.JobLayout;
import org.draco.layout.checkpoint.Checkpoint;
import org.draco.layout.checkpoint.CheckpointStore;
import org.draco.layout.dataset.DatasetDescription;
import org.draco.layout.dataset.DatasetWriter;
import org.draco.layout.dataset.Split;
import org.draco.layout.dataset.ValueType;
import org.draco.layout.job.JobFile;
import org.draco.layout.job.JobSpec;
import org.draco.layout.job.Outcome;
import org.draco.layout.job.Wire;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole process but for the JVM: a prepared data set, a job that is over, an exit code. */
class EvaluatorMainTest {

    private static final long SEED = 3;

    @TempDir private Path directory;

    private FileSystem fs;
    private JobLayout job;

    @BeforeEach
    void makeAJobThatIsOver() throws IOException {
        fs = FileSystem.getLocal(new Configuration());
        job = new JobLayout(new org.apache.hadoop.fs.Path(directory.resolve("job").toUri()));
        prepare(
                fs,
                new DatasetLayout(
                        new org.apache.hadoop.fs.Path(directory.resolve("digits").toUri())));
        write(spec("lenet"));
    }

    private void write(JobSpec spec) throws IOException {
        JobFile.write(fs, job, spec);
        float[] start =
                Networks.byName("LeNet")
                        .orElseThrow()
                        .create(new InputShape(1, 28, 28), 10, ModelOptions.seeded(SEED))
                        .initialParameters();
        new CheckpointStore(fs, job)
                .write(
                        new Checkpoint(
                                0, spec.digest(), start, new float[start.length], new float[0]));
        new Outcome(true, 0, "", "", 0, 0, 0, Map.of()).write(fs, job);
    }

    private static void prepare(FileSystem fs, DatasetLayout set) throws IOException {
        List<String> labels = IntStream.range(0, 10).mapToObj(Integer::toString).toList();
        DatasetDescription description =
                new DatasetDescription("noise", 1, 28, 28, ValueType.BYTES, labels, "a test");
        StepRandom random = new StepRandom(SEED, "pixels");
        try (DatasetWriter writer = DatasetWriter.create(fs, set, description)) {
            for (int i = 0; i < 10; i++) {
                byte[] pixels = new byte[28 * 28];
                random.nextBytes(pixels);
                writer.add(Split.TEST, i, pixels);
                writer.add(Split.TRAIN, i, pixels);
            }
            writer.finish();
        }
    }

    private JobSpec spec(String network) {
        return new JobSpec(
                JobSpec.VERSION,
                "job",
                network,
                new JobSpec.Data("noise", directory.resolve("digits").toUri().toString()),
                new JobSpec.Training(4, 0.01, 0, 1, 1, 4, SEED),
                JobSpec.Resilience.of(3, "repetition", 3, 1, "average"),
                new JobSpec.Experiment(0, "honest", "", false),
                new Wire("raw", 0, "none", 1024, "float32"),
                new JobSpec.Containers(512, 512, 512, 512, 1, 1, "default", false),
                new JobSpec.Timeouts(1, 1, 1, 1));
    }

    private int run(String... args) {
        return EvaluatorMain.run(args, directory.resolve("cache"));
    }

    @Test
    void evaluatesAJobThatIsOverAndExitsWithZero() throws IOException {
        assertEquals(0, run("--job-dir", job.dir().toString()));
        List<String> rows = Files.readAllLines(directory.resolve("job/metrics/evaluation.csv"));
        assertEquals(2, rows.size());
        String[] row = rows.get(1).split(",");
        assertEquals("0", row[0]);
        // Ten classes, none learned yet: the loss of guessing evenly, give or take what the random
        // start prefers.
        assertEquals(Math.log(10), Double.parseDouble(row[1]), 0.2);
        assertEquals("10", row[3]);
    }

    @Test
    void aWrongCommandLineExitsWithTwo() {
        assertEquals(2, run());
        assertEquals(2, run("--job", job.dir().toString()));
        assertEquals(2, run("--job-dir"));
    }

    @Test
    void anUnknownNetworkOrASpecificationThatIsNoneExitsWithTwo() throws IOException {
        write(spec("AlexNet"));
        assertEquals(2, run("--job-dir", job.dir().toString()));
        Files.writeString(directory.resolve("job/job.json"), "{}");
        assertEquals(2, run("--job-dir", job.dir().toString()));
    }

    @Test
    void aDamagedCheckpointExitsWithOne() throws IOException {
        Path file = directory.resolve("job/checkpoints/step-000000000.ckpt");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
        assertEquals(1, run("--job-dir", job.dir().toString()));
    }

    @Test
    void aMissingDataSetExitsWithOne() throws IOException {
        Files.delete(directory.resolve("digits/manifest.json"));
        assertEquals(1, run("--job-dir", job.dir().toString()));
    }
}
