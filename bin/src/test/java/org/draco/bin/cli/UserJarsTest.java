package org.draco.bin.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.draco.bin.npy.NpyReader;
import org.draco.bin.npy.NpyType;
import org.draco.bin.npy.NpyWriter;
import org.draco.codec.aggregate.AggregationRules;
import org.draco.layout.DracoLayout;
import org.draco.layout.idx.FewDigits;
import org.draco.layout.job.JobSpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars that a user brings along: the one of docs/extending.md, and ones that cannot be. */
class UserJarsTest {

    private static final String RULES = "org.draco.codec.aggregate.AggregationRuleProvider";

    @TempDir private static Path directory;

    private static Path example;

    private static int runs;

    @BeforeAll
    static void prepareTheDigits() throws IOException {
        FewDigits.prepare(
                FileSystem.getLocal(new Configuration()),
                new DracoLayout(new org.apache.hadoop.fs.Path(directory.toUri())));
    }

    private static synchronized String example() throws IOException {
        if (example == null) {
            example = ExampleJar.ofThePage(directory);
        }
        return example.toString();
    }

    private static CommandLineRun draco(String words) {
        return CommandLineRun.of(words.split(" "));
    }

    private static CommandLineRun simulate(String options) {
        Path results = directory.resolve("run-" + runs++);
        return draco(
                "simulate --json --seed 7 --max-steps 3 --eval-freq 100 --approach baseline --workers 5 --train-dir "
                        + results
                        + " --root "
                        + directory.toUri()
                        + " "
                        + options);
    }

    private static String written(String name, float[]... rows) throws IOException {
        Path file = directory.resolve(name);
        try (NpyWriter writer = new NpyWriter(file, NpyType.FLOAT32, rows.length, rows[0].length)) {
            for (float[] row : rows) {
                writer.write(row);
            }
            writer.finish();
        }
        return file.toString();
    }

    private static float[] firstRow(Path file) throws IOException {
        try (NpyReader reader = new NpyReader(file)) {
            return reader.nextFloats();
        }
    }

    @Test
    void theExamplesOfThePageAreListedWithDracosOwn() throws IOException {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        CommandLineRun run = draco("codec list --jars " + example());
        assertEquals(0, run.exitCode(), run.err());
        for (String line :
                List.of(
                        "  krum - ",
                        "  sign-vote - a step in the direction that most workers want, for each component",
                        "      parameters: step=0.1 (at least 0)",
                        "      smallest n: n = 2s + 1",
                        "  mimic - ",
                        "  zero-sum - each of L liars sends")) {
            assertTrue(run.out().contains(line), line + " in: " + run.out());
        }
        assertSame(before, Thread.currentThread().getContextClassLoader());
        assertFalse(AggregationRules.names().contains("sign-vote"), "when the command is over");
        assertFalse(draco("codec list").out().contains("sign-vote"));
    }

    @Test
    void theRuleOfThePageAggregates() throws IOException {
        String rows =
                written(
                        "g.npy",
                        new float[] {1, -2, 0},
                        new float[] {3, -1, 0},
                        new float[] {-9, 5, 0});
        Path result = directory.resolve("y.npy");
        CommandLineRun run =
                draco(
                        "codec aggregate --mode sign-vote --mode-args step=0.5 --declared-byz 1 --jars %s --input %s --output %s"
                                .formatted(example(), rows, result));
        assertEquals(0, run.exitCode(), run.err());
        assertArrayEquals(new float[] {0.5f, -0.5f, 0}, firstRow(result));
        CommandLineRun wrong =
                draco(
                        "codec aggregate --mode sign-vote --mode-args stride=1 --jars %s --input %s --output %s"
                                .formatted(example(), rows, result));
        assertEquals(2, wrong.exitCode());
        assertTrue(
                wrong.err().contains("expected one of the arguments [step], found \"stride\""),
                wrong.err());
    }

    @Test
    void theAttackOfThePageLies() throws IOException {
        String rows = written("h.npy", new float[] {1, 2}, new float[] {3, 4});
        Path result = directory.resolve("l.npy");
        CommandLineRun run =
                draco(
                        "codec attack --err-mode zero-sum --adversarial 3 --worker-fail 1 --jars %s --input %s --output %s"
                                .formatted(example(), rows, result));
        assertEquals(0, run.exitCode(), run.err());
        assertArrayEquals(new float[] {-12, -18}, firstRow(result));
    }

    @Test
    void theExamplesOfThePageTrainAndTheJobNamesTheirJar() throws Exception {
        String jars = "--jars " + example() + " --declared-byz 1 --mode sign-vote ";
        CommandLineRun honest = simulate(jars);
        assertEquals(0, honest.exitCode(), honest.err());
        CommandLineRun attacked = simulate(jars + "--worker-fail 1 --err-mode zero-sum");
        assertEquals(0, attacked.exitCode(), attacked.err());
        CommandLineRun slower = simulate(jars + "--mode-args step=0.05");
        assertEquals(0, slower.exitCode(), slower.err());
        assertNotEquals(honest.sha256(), attacked.sha256());
        assertNotEquals(honest.sha256(), slower.sha256());
        assertEquals(0, simulate(jars.replace("sign-vote", "nnm+sign-vote")).exitCode());
        Path jobFile = Path.of(honest.json().get("place").textValue()).resolve("job.json");
        JobSpec spec = JobSpec.fromJson(Files.readString(jobFile), jobFile.toString());
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(Path.of(example())));
        assertEquals(
                List.of(new JobSpec.Jar("example.jar", HexFormat.of().formatHex(digest))),
                spec.jars());
    }

    @Test
    void filesThatAreNoJarsAreRefusedAllAtOnce() throws IOException {
        Path text = Files.writeString(directory.resolve("text.jar"), "no zip");
        Path folder = Files.createDirectories(directory.resolve("folder.jar"));
        Path odd = Files.writeString(directory.resolve("odd+name.jar"), "");
        String jars =
                String.join(
                        ",",
                        text.toString(),
                        folder.toString(),
                        odd.toString(),
                        directory.resolve("none.jar").toString(),
                        "nofs://host/a.jar",
                        directory.resolve("none.jar").toUri().toString());
        for (String command :
                List.of(
                        "codec list",
                        "simulate",
                        "train --embedded",
                        "codec aggregate --mode average --input x --output y",
                        "codec attack --err-mode zero --input x --output y")) {
            CommandLineRun run = draco(command + " --jars " + jars);
            assertEquals(2, run.exitCode(), run.err());
            assertEquals(6, run.err().split(" {2}- jars: ").length - 1, run.err());
            for (String part :
                    List.of(
                            "text.jar: expected a jar, found a file that is no zip archive",
                            "folder.jar: expected a jar, found a directory",
                            "odd+name.jar: expected a file name of letters",
                            "none.jar: expected a jar, found no file",
                            "nofs://host/a.jar: expected a local path or a URI that can be reached")) {
                assertTrue(run.err().contains(part), part + " in: " + run.err());
            }
        }
    }

    @Test
    void jarsThatDeclareNothingOrTheSameAreRefused() throws IOException {
        Path empty = ExampleJar.ofLibrary(directory.resolve("empty"), "empty.jar");
        CommandLineRun nothing = draco("codec list --jars " + empty);
        assertEquals(2, nothing.exitCode());
        assertTrue(
                nothing.err().contains("expected one of them to declare a rule or an attack"),
                nothing.err());
        Path copy = Files.copy(Path.of(example()), directory.resolve("copy.jar"));
        CommandLineRun twice = draco("codec list --jars " + example() + "," + copy);
        assertEquals(2, twice.exitCode());
        assertTrue(
                twice.err().contains("org.example.SignVote$Provider, which is also in "),
                twice.err());
        assertEquals(0, draco("codec list --jars " + example() + "," + empty).exitCode());
    }

    private static final String SOURCE =
            """
            package org.example;

            import org.draco.codec.Arguments;
            import org.draco.codec.aggregate.AggregationRule;
            import org.draco.codec.aggregate.AggregationRuleProvider;
            import org.draco.codec.aggregate.Gradients;

            public class Other implements AggregationRuleProvider {
                @Override public String name() { return "NAME"; }

                @Override public AggregationRule create(Arguments arguments) {
                    return new AggregationRule() {
                        @Override public String name() { return "NAME"; }
                        @Override public int minWorkers(int adversaries) { return 1; }
                        @Override public float[] aggregate(Gradients gradients, int adversaries) {
                            return new float[3];
                        }
                    };
                }
            }
            """;

    private static Path other(String file, String name) throws IOException {
        return ExampleJar.of(
                Files.createTempDirectory(directory, "other-"),
                file,
                List.of(SOURCE.replace("NAME", name)),
                Map.of(RULES, "org.example.Other"));
    }

    @Test
    void namesThatAreTakenRefuseTheJobAndAreToldByTheListWithEverythingElse() throws IOException {
        Path krum = other("krum.jar", "krum");
        Path vote = other("vote.jar", "sign-vote");
        Map<Path, String> faults =
                Map.of(
                        krum,
                        "krum.jar: expected a name of its own, found \"krum\", which is Draco's own",
                        vote,
                        "vote.jar: expected a name of its own, found \"sign-vote\", which is also that of org.example.SignVote$Provider");
        for (Map.Entry<Path, String> fault : faults.entrySet()) {
            String jars = " --jars " + example() + "," + fault.getKey();
            for (String command :
                    List.of(
                            "codec list",
                            "simulate",
                            "train --embedded",
                            "codec aggregate --mode average --input x --output y",
                            "codec attack --err-mode zero --input x --output y")) {
                CommandLineRun run = draco(command + jars);
                assertEquals(2, run.exitCode(), command);
                assertTrue(run.err().contains(fault.getValue()), run.err());
                if (command.equals("codec list")) {
                    assertTrue(run.out().contains("  krum - "), run.out());
                    assertTrue(run.out().contains("  sign-vote - a step"), run.out());
                }
            }
        }
    }

    @Test
    void aProviderThatIsNotThereIsToldWithItsJar() throws IOException {
        Path jar =
                ExampleJar.of(
                        directory,
                        "stale.jar",
                        List.of(SOURCE),
                        ExampleJar.services("org.example.Gone", "org.example.GoneToo"));
        CommandLineRun run = draco("codec list --jars " + jar);
        assertEquals(2, run.exitCode());
        for (String part : List.of("stale.jar!/META-INF", "org.example.Gone not", "GoneToo not")) {
            assertTrue(run.err().contains(part), part + " in: " + run.err());
        }
        assertTrue(run.out().contains("  krum - "), run.out());
        assertEquals(2, simulate("--jars " + jar).exitCode());
    }

    @Test
    void aRuleThatGivesNoGradientFailsTheJobWithItsNameAndStep() throws IOException {
        CommandLineRun run = simulate("--mode other --jars " + other("other.jar", "other"));
        assertEquals(1, run.exitCode());
        String why = run.json().get("diagnosis").textValue();
        assertTrue(why.startsWith("step 1: mode other: org.example.Other"), why);
        assertTrue(why.endsWith("expected 431080 components, found 3 of them"), why);
        String rows = written("four.npy", new float[4], new float[4]);
        CommandLineRun aggregate =
                draco(
                        "codec aggregate --mode other --jars %s --input %s --output %s"
                                .formatted(
                                        other("other.jar", "other"),
                                        rows,
                                        directory.resolve("never.npy")));
        assertEquals(1, aggregate.exitCode(), aggregate.err());
        assertTrue(
                aggregate.err().contains("expected 4 components, found 3 of them"),
                aggregate.err());
        assertFalse(Files.exists(directory.resolve("never.npy")));
    }

    @Test
    void anAttackThatFailsEndsTheSimulationWithItsName() throws IOException {
        List<String> source = new ArrayList<>();
        source.add(
                """
                package org.example;

                import org.draco.codec.Arguments;
                import org.draco.codec.attack.Attack;
                import org.draco.codec.attack.AttackProvider;

                public class Tired implements AttackProvider {
                    @Override public String name() { return "tired"; }

                    @Override public Attack create(Arguments arguments) {
                        return new Attack() {
                            @Override public String name() { return "tired"; }
                            @Override public float[] answer(
                                    float[] honest, org.draco.codec.attack.Insight insight) {
                                throw new IllegalStateException("out of ideas");
                            }
                        };
                    }
                }
                """);
        Path jar =
                ExampleJar.of(
                        directory,
                        "tired.jar",
                        source,
                        Map.of("org.draco.codec.attack.AttackProvider", "org.example.Tired"));
        CommandLineRun run = simulate("--worker-fail 1 --err-mode tired --jars " + jar);
        assertEquals(1, run.exitCode(), run.err());
        String why = run.json().get("diagnosis").textValue();
        assertTrue(why.startsWith("err-mode tired: org.example.Tired"), why);
        assertTrue(why.endsWith("found java.lang.IllegalStateException: out of ideas"), why);
    }
}
