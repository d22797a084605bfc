package org.draco.bin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.draco.bin.reproduce.PlannedRun;
import org.draco.bin.reproduce.RunStore;
import org.draco.bin.reproduce.SimulatedRuns;
import org.draco.bin.reproduce.Studies;
import org.draco.bin.reproduce.Study;
import org.draco.bin.reproduce.StudyFile;
import org.draco.bin.reproduce.StudyRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study from its file to its page. */
class ReproduceCommandTest {

    /** Its last part cannot be run, and of its mean it is known that it does not converge. */
    private static final String SMALL =
            """
            title: Who bears one liar
            about: Nine workers.
            target: 0.7
            versus: code=mean
            curves: liars
            show: time-to-target phases
            published: code=draco: 84.15
            options: --network logistic --workers 9 --lr 0.05 --momentum 0 --max-steps 20 --eval-freq 10 --eval-batch-size 1000
            options: --err-mode rev_grad

            [all]
            code = draco: --approach repetition --batch-size 48 | mean: --approach baseline --mode average --batch-size 16
            liars = 0 | 1: --worker-fail 1

            [impossible]
            code = too-few: --approach cyclic --declared-byz 5
            elsewhere = yes: --dataset cifar10
            """;

    /** How many columns at the end of {@code results.csv} are times. */
    private static final int TIMES = 3;

    @TempDir private Path directory;

    private Path study() throws IOException {
        return Files.writeString(directory.resolve("small.study"), SMALL);
    }

    private CommandLineRun reproduce(String work, String... more) throws IOException {
        List<String> words = new ArrayList<>(List.of("reproduce", study().toString(), "--json"));
        words.addAll(List.of("--work", directory.resolve(work).toString()));
        words.addAll(List.of(more));
        return CommandLineRun.of(words.toArray(String[]::new));
    }

    private static List<Map<String, String>> results(Path output) throws IOException {
        List<String> lines = Files.readAllLines(output.resolve("results.csv"));
        String[] header = lines.get(0).split(",");
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1);
            assertEquals(header.length, cells.length, line);
            Map<String, String> row = new HashMap<>();
            for (int i = 0; i < cells.length; i++) {
                row.put(header[i], cells[i]);
            }
            rows.add(row);
        }
        return rows;
    }

    private static List<String> withoutTimes(Path output) throws IOException {
        return Files.readAllLines(output.resolve("results.csv")).stream()
                .map(line -> line.replaceAll("(,[^,]*){" + TIMES + "}$", ""))
                .toList();
    }

    private static Map<String, String> row(Path output, String code, String liars)
            throws IOException {
        return results(output).stream()
                .filter(row -> row.get("code").equals(code) && row.get("liars").equals(liars))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, List<Byte>> files(Path output) throws IOException {
        Map<String, List<Byte>> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(output)) {
            for (Path file : all.toList()) {
                List<Byte> bytes = new ArrayList<>();
                for (byte one : Files.readAllBytes(file)) {
                    bytes.add(one);
                }
                files.put(file.getFileName().toString(), bytes);
            }
        }
        return files;
    }

    @Test
    void aCodeReachesWhatTheMeanDoesNotAndNothingIsComputedTwice() throws IOException {
        CommandLineRun first = reproduce("work", "--jobs", "2");
        assertEquals(0, first.exitCode(), first.err());
        Path output = directory.resolve("work/small");
        JsonNode said = first.json();
        assertEquals(output.toString(), said.get("place").textValue());
        assertEquals(5, said.get("runs").intValue());
        assertEquals(4, said.get("computed").intValue());
        assertEquals(1, said.get("skipped").intValue());

        assertEquals("20", row(output, "draco", "1").get("steps"));
        assertEquals("20", row(output, "draco", "1").get("lies_caught"));
        assertFalse(row(output, "draco", "1").get("steps_to_target").isEmpty());
        assertFalse(row(output, "mean", "0").get("steps_to_target").isEmpty());
        assertEquals("", row(output, "mean", "1").get("steps_to_target"));
        assertEquals("144", row(output, "draco", "0").get("samples_per_step"));
        assertEquals("144", row(output, "mean", "0").get("samples_per_step"));
        assertEquals(
                row(output, "draco", "0").get("model_sha256"),
                row(output, "draco", "1").get("model_sha256"),
                "the liar has no part in the model");
        assertNotEquals(
                row(output, "mean", "0").get("model_sha256"),
                row(output, "mean", "1").get("model_sha256"));

        Map<String, List<Byte>> files = files(output);
        assertTrue(
                files.keySet()
                        .containsAll(
                                List.of(
                                        "index.html",
                                        "tables.md",
                                        "results.csv",
                                        "accuracy-1.svg")),
                files.keySet().toString());
        String tables = Files.readString(output.resolve("tables.md"));
        assertTrue(tables.contains("| code=draco, liars=1 | 144 |"), tables);
        assertTrue(tables.contains("| 84.15 |"), tables);
        assertTrue(tables.contains("| code=mean, liars=1 | 144 | never | never |"), tables);
        assertTrue(tables.contains("prepare --dataset cifar10"), tables);

        CommandLineRun second = reproduce("work", "--jobs", "1");
        assertEquals(0, second.json().get("computed").intValue());
        assertEquals(files, files(output));
    }

    @Test
    void howManyRunsAreMadeAtOnceDoesNotChangeThem() throws IOException {
        reproduce("one", "--jobs", "1", "--seeds", "2", "--only", "code=draco");
        reproduce("two", "--jobs", "2", "--seeds", "2", "--only", "code=draco");
        List<String> one = withoutTimes(directory.resolve("one/small"));
        assertEquals(5, one.size());
        assertEquals(one, withoutTimes(directory.resolve("two/small")));
    }

    /** As after a kill in step 12: the last checkpoint is that of step 10, and there are rows of later steps. */
    @Test
    void anInterruptedRunIsGoneOnWith() throws Exception {
        String slice = "code=mean,liars=0";
        reproduce("whole", "--only", slice);
        Path work = directory.resolve("cut");
        StudyJobs jobs =
                new StudyJobs(new org.apache.hadoop.fs.Path(work.toUri()), new Configuration());
        Study small = StudyFile.parse("small", SMALL, "small", jobs);
        List<PlannedRun> runs = jobs.plan(small.only(slice, 1), List.of(1L));
        RunStore store = RunStore.local(work);
        Map<String, String> errors =
                new StudyRunner(
                                new SimulatedRuns(
                                        store, new Configuration(), directory.resolve("cache")),
                                1)
                        .run(runs, new DiesInStep(12));
        assertEquals(List.of("killed"), List.copyOf(errors.values()));
        assertEquals(runs, StudyRunner.pending(runs, store), "it is no result");

        CommandLineRun second = reproduce("cut", "--only", slice);
        assertEquals(1, second.json().get("computed").intValue());
        Map<String, String> row = row(work.resolve("small"), "mean", "0");
        String outcome =
                Files.readString(
                        work.resolve("runs").resolve(row.get("run")).resolve("outcome.json"));
        assertTrue(outcome.replace(" ", "").contains("\"fromStep\":10"), outcome);
        assertEquals(
                withoutTimes(directory.resolve("whole/small")),
                withoutTimes(work.resolve("small")));
    }

    private record DiesInStep(long step) implements StudyRunner.Listener {

        @Override
        public void step(PlannedRun run, long made) {
            if (made == step) {
                throw new IllegalStateException("killed");
            }
        }

        @Override
        public void ended(PlannedRun run, String error) {}

        @Override
        public void notice(PlannedRun run, String message) {}
    }

    @Test
    void aDryRunMakesNothingAndKnowsHowLongWhatWasMeasuredTakes() throws IOException {
        CommandLineRun first = reproduce("work", "--dry-run");
        assertEquals(0, first.exitCode(), first.err());
        assertTrue(
                first.out().contains("5 runs, of which 4 are to be made; how long"), first.out());
        assertFalse(Files.exists(directory.resolve("work/runs")));
        reproduce("work", "--only", "code=draco,liars=0");
        CommandLineRun second = reproduce("work", "--dry-run");
        assertTrue(second.out().contains("5 runs, of which 3 are to be made, about"), second.out());
        assertFalse(second.out().contains("code=draco, liars=0"), second.out());
    }

    @Test
    void aJobThatCannotBeIsARowThatSaysWhy() throws IOException {
        Files.writeString(
                directory.resolve("own.study"),
                "title: T\n[p]\n--workers = 3 | 4\noptions: --network logistic --approach repetition --group-size 3"
                        + " --max-steps 2 --eval-batch-size 1000\n");
        CommandLineRun run =
                CommandLineRun.of(
                        "reproduce",
                        directory.resolve("own.study").toString(),
                        "--work",
                        directory.resolve("work").toString());
        assertEquals(0, run.exitCode(), run.err());
        List<Map<String, String>> rows = results(directory.resolve("work/own"));
        assertEquals("finished", rows.get(0).get("state"));
        assertEquals("refused", rows.get(1).get("state"));
        assertTrue(rows.get(1).get("why").contains("divisor"), rows.get(1).get("why"));
    }

    /** In the form of Distributed Momentum's, with every view that it has. */
    @Test
    void placesOfTheMomentumAreCompared() throws IOException {
        Files.writeString(
                directory.resolve("places.study"),
                """
                title: T
                curves: attack at
                show: recovery boxes variance-norm
                options: --network logistic --max-steps 4 --eval-freq 2 --eval-batch-size 1000 --metrics full --study-batches 1

                [attacked]
                options: --workers 9 --worker-fail 2 --declared-byz 2 --fixed-liars
                attack = alie: --err-mode alie
                rule = median: --approach baseline --mode median
                     | krum: --approach baseline --mode krum
                at = update | worker: --momentum-at worker

                [unattacked]
                attack = none
                rule = mean: --approach baseline --mode average --workers 7
                """);
        Path work = directory.resolve("work");
        CommandLineRun run =
                CommandLineRun.of(
                        "reproduce",
                        directory.resolve("places.study").toString(),
                        "--work",
                        "" + work);
        assertEquals(0, run.exitCode(), run.err());
        Path output = work.resolve("places");
        List<String> plots =
                files(output).keySet().stream().filter(name -> name.endsWith(".svg")).toList();
        assertEquals(
                List.of(
                        "accuracy-alie-update.svg",
                        "accuracy-alie-worker.svg",
                        "best-accuracy-alie.svg",
                        "loss-alie-update.svg",
                        "loss-alie-worker.svg",
                        "variance-norm-alie-update.svg",
                        "variance-norm-alie-worker.svg"),
                plots);
        String tables = Files.readString(output.resolve("tables.md"));
        assertTrue(tables.contains("| all | 2 |"), tables);
        assertTrue(
                Files.readString(output.resolve("index.html")).contains("(no attack: "),
                "the box plot's reference");
    }

    @Test
    void whatIsNoStudyIsRefused() throws IOException {
        CommandLineRun unknown = CommandLineRun.of("reproduce", "draco-vldb");
        assertEquals(2, unknown.exitCode());
        assertTrue(unknown.err().contains("expected one of draco-"), unknown.err());
        Files.writeString(
                directory.resolve("own.study"),
                "title: T\n[p]\noptions: --momentun 1 \n--seed = 1\n");
        CommandLineRun own =
                CommandLineRun.of("reproduce", directory.resolve("own.study").toString());
        assertEquals(2, own.exitCode());
        assertTrue(
                own.err().contains("own.study, line 3: expected options of simulate"), own.err());
        assertTrue(own.err().contains("line 4: expected"), own.err());
        CommandLineRun nothing = reproduce("work", "--only", "code=krum");
        assertEquals(2, nothing.exitCode());
        assertTrue(
                nothing.err()
                        .contains("code: expected one of draco, mean, too-few, found \"krum\""),
                nothing.err());
    }

    @Test
    void whatIsOfClustersIsRefusedWithoutOne() throws IOException {
        CommandLineRun here = reproduce("work", "--queue", "research", "--tags", "a");
        assertEquals(2, here.exitCode());
        assertTrue(here.err().contains("--queue: expected with --yarn only"), here.err());
        assertTrue(here.err().contains("--tags: expected with --yarn only"), here.err());
        CommandLineRun nowhere = reproduce("work", "--yarn");
        assertEquals(2, nowhere.exitCode());
        assertTrue(
                nowhere.err().contains("cluster: expected the configuration of a Hadoop cluster"),
                nowhere.err());
    }

    @Test
    void aDirectoryThatTheClusterCannotSeeIsRefused() throws IOException {
        String[] cluster = {"--yarn", "-D", "fs.defaultFS=hdfs://localhost:1", "--root"};
        List<String> words = new ArrayList<>(List.of(cluster));
        words.add("file://" + directory);
        CommandLineRun run = reproduce("work", words.toArray(String[]::new));
        assertEquals(2, run.exitCode());
        assertTrue(
                run.err()
                        .contains(
                                "--root: expected with --yarn a directory on a file system of the cluster"),
                run.err());
    }

    @Test
    void theStudiesThatComeWithDracoAreListed() {
        assertEquals(
                String.join("\n", Studies.names()),
                CommandLineRun.of("reproduce", "--list").out().strip());
    }
}
