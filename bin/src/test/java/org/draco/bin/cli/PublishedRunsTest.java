package org.draco.bin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.draco.bin.npy.NpyType;
import org.draco.bin.npy.NpyWriter;
import org.draco.bin.study.PublishedRun;
import org.draco.layout.DracoLayout;
import org.draco.layout.JobLayout;
import org.draco.layout.checkpoint.CheckpointStore;
import org.draco.layout.dataset.DatasetDescription;
import org.draco.layout.dataset.DatasetWriter;
import org.draco.layout.dataset.Split;
import org.draco.layout.dataset.ValueType;
import org.draco.layout.metrics.StepRow;
import org.draco.layout.metrics.StudyColumn;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code draco simulate} trains what the code of Distributed Momentum trains, and finds the same quantities on the way. */
class PublishedRunsTest {

    private static final int FEATURES = 8;
    private static final int TRAINING_ROWS = 90;

    /** Of each number, relative to itself, or for a cosine to 1. */
    private static final double TOLERANCE = 1e-5;

    /** All weights begin here. */
    private static final double START = 0.1;

    /**
     * A parameter that passes through zero is a difference of numbers as large as the others, which have 24 bits each: of these, as
     * many roundings as there are steps.
     */
    private static final double ROUNDED = 12 * 0x1p-24;

    @TempDir private static Path directory;

    static List<PublishedRun> runs() throws IOException {
        return PublishedRun.all();
    }

    @BeforeAll
    static void prepareTheirSamples() throws IOException {
        FileSystem fs = FileSystem.getLocal(new Configuration());
        JsonNode data = PublishedRun.read("published-runs-data");
        DatasetDescription description =
                new DatasetDescription(
                        "published",
                        FEATURES,
                        1,
                        1,
                        ValueType.FLOAT32,
                        List.of("0", "1"),
                        "published runs");
        DracoLayout root = new DracoLayout(new org.apache.hadoop.fs.Path(directory.toUri()));
        try (DatasetWriter writer =
                DatasetWriter.create(fs, root.dataset("published"), description)) {
            for (int row = 0; row < data.get("inputs").size(); row++) {
                float[] sample = new float[FEATURES];
                for (int i = 0; i < FEATURES; i++) {
                    sample[i] = data.get("inputs").get(row).get(i).floatValue();
                }
                Split split = row < TRAINING_ROWS ? Split.TRAIN : Split.TEST;
                writer.add(split, data.get("labels").get(row).intValue(), sample);
            }
            writer.finish();
        }
    }

    @ParameterizedTest
    @MethodSource("runs")
    void areReproducedStepByStep(PublishedRun run) throws IOException {
        Path results = directory.resolve(run.name());
        CommandLineRun simulated = simulate(run, results, "--eval-freq", "1");
        assertEquals(0, simulated.exitCode(), simulated.err());
        assertParameters(run, results);
        assertStudies(run, results);
        assertAccuracies(run, results);
    }

    /** What their tools read: the same lines, the same columns, as many digits. */
    @Test
    void areWrittenInTheirOwnFormatToo() throws IOException {
        PublishedRun run = PublishedRun.all().get(0);
        Path files = directory.resolve("result-directory");
        CommandLineRun simulated =
                simulate(
                        run,
                        directory.resolve("their-format"),
                        "--eval-freq",
                        "3",
                        "--result-directory",
                        files.toString());
        assertEquals(0, simulated.exitCode(), simulated.err());
        assertEquals(run.json().get("eval").textValue(), Files.readString(files.resolve("eval")));
        String[] found = Files.readString(files.resolve("study")).split("\n", -1);
        String[] expected = run.json().get("study").textValue().split("\n", -1);
        assertEquals(expected.length, found.length);
        assertEquals(expected[0], found[0]);
        for (int line = 1; line < expected.length; line++) {
            String[] theirs = expected[line].split("\t");
            String[] ours = found[line].split("\t");
            assertEquals(theirs.length, ours.length);
            for (int i = 0; i < theirs.length; i++) {
                String form = "[0-9]";
                assertEquals(theirs[i].replaceAll(form, "0"), ours[i].replaceAll(form, "0"));
            }
        }
        assertTheirConfiguration(run, files);
    }

    /** Under their names, save what their code has no equal of here: files, devices, initialisers. */
    private static void assertTheirConfiguration(PublishedRun run, Path files) throws IOException {
        JsonNode theirs = run.json().get("config_json");
        JsonNode ours = new ObjectMapper().readTree(files.resolve("config.json").toFile());
        for (String key :
                List.of(
                        "nb_workers",
                        "nb_honests",
                        "nb_decl_byz",
                        "nb_real_byz",
                        "nb_steps",
                        "nb_for_study",
                        "nb_for_study_past",
                        "nb_local_steps",
                        "batch_size",
                        "batch_size_test",
                        "learning_rate",
                        "learning_rate_decay",
                        "learning_rate_decay_delta",
                        "learning_rate_schedule",
                        "momentum",
                        "momentum_at",
                        "momentum_nesterov",
                        "dampening",
                        "gradient_clip",
                        "l1_regularize",
                        "evaluation_delta",
                        "weight_decay")) {
            assertTrue(ours.has(key), key);
            if (theirs.get(key).isNumber()) {
                assertEquals(theirs.get(key).doubleValue(), ours.get(key).doubleValue(), key);
            } else {
                assertEquals(theirs.get(key), ours.get(key), key);
            }
        }
        String tree = Files.readString(files.resolve("config"));
        for (String line :
                List.of(
                        "Configuration\n",
                        "\u00b7 #workers        - 11\n",
                        "Gradient clip - 0.3")) {
            assertTrue(tree.contains(line), tree);
        }
    }

    private static CommandLineRun simulate(PublishedRun run, Path results, String... more)
            throws IOException {
        List<String> words = new ArrayList<>(List.of("simulate", "--json"));
        words.addAll(List.of("--root", directory.toUri().toString(), "--dataset", "published"));
        words.addAll(List.of("--train-dir", results.toString()));
        words.addAll(List.of("--initial-parameters", start(run).toString()));
        words.addAll(run.words());
        words.addAll(List.of(more));
        return CommandLineRun.of(words.toArray(String[]::new));
    }

    private static Path start(PublishedRun run) throws IOException {
        Path file = directory.resolve(run.name() + ".npy");
        try (NpyWriter writer = new NpyWriter(file, NpyType.FLOAT32, FEATURES + 1)) {
            writer.write(run.parameters(0));
            writer.finish();
        }
        return file;
    }

    private static void assertParameters(PublishedRun run, Path results) throws IOException {
        CheckpointStore checkpoints =
                new CheckpointStore(
                        FileSystem.getLocal(new Configuration()),
                        new JobLayout(new org.apache.hadoop.fs.Path(results.toUri())));
        for (int step = 0; step <= run.steps(); step++) {
            float[] expected = run.parameters(step);
            float[] found = checkpoints.read(step).parameters();
            double largest = START;
            for (float parameter : expected) {
                largest = Math.max(largest, Math.abs(parameter));
            }
            for (int i = 0; i < expected.length; i++) {
                assertClose(
                        expected[i],
                        found[i],
                        largest * ROUNDED / TOLERANCE,
                        run + ", step " + step + ", parameter " + i);
            }
        }
    }

    private static void assertStudies(PublishedRun run, Path results) throws IOException {
        List<String> rows = Files.readAllLines(results.resolve("metrics/steps.csv"));
        List<String[]> published = run.table("study");
        assertEquals(run.steps() + 1, rows.size());
        for (int step = 0; step < run.steps(); step++) {
            StepRow row = StepRow.parse(rows.get(step + 1));
            String[] expected = published.get(step + 1);
            assertEquals(step, Integer.parseInt(expected[0]));
            for (StudyColumn column : StudyColumn.values()) {
                assertEquals(column.title(), published.get(0)[column.ordinal() + 1]);
                assertClose(
                        number(expected[column.ordinal() + 1]),
                        row.study().get(column),
                        scale(column),
                        run + ", step " + step + ", " + column);
            }
        }
    }

    private static void assertAccuracies(PublishedRun run, Path results) throws IOException {
        List<String> rows = Files.readAllLines(results.resolve("metrics/evaluation.csv"));
        List<String[]> published = run.table("eval");
        for (String[] expected : published.subList(1, published.size())) {
            int step = Integer.parseInt(expected[0]);
            String[] found = rows.get(step + 1).split(",");
            assertEquals("" + step, found[0]);
            assertEquals(
                    Double.parseDouble(expected[1]), Double.parseDouble(found[2]), 1e-12, run + "");
        }
    }

    /** A cosine is a difference of numbers of size 1; all others are taken for themselves. */
    private static double scale(StudyColumn column) {
        return column.name().endsWith("COSINE") ? 1 : 0;
    }

    private static double number(String text) {
        return text.equals("nan") ? Double.NaN : Double.parseDouble(text);
    }

    private static void assertClose(double expected, double found, double scale, String what) {
        if (Double.isNaN(expected) || Double.isNaN(found)) {
            assertEquals(expected, found, what);
            return;
        }
        double bound = TOLERANCE * Math.max(Math.abs(expected), scale);
        assertTrue(
                Math.abs(expected - found) <= bound,
                () -> what + ": expected " + expected + ", found " + found);
    }
}
