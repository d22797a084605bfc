package org.draco.bin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Runs each command of {@code docs/mistakes.md}: what it prints and its exit code are what the page says, to the letter. */
class LikelyMistakesTest {

    private static final Pattern BLOCK =
            Pattern.compile("```\n\\$ ([^\n]+)\n(.*?)```", Pattern.DOTALL);

    /** What the page calls the directory of this test. */
    private static final String HOME = "/home/me";

    /** Whoever calls HDFS in vain says from where. */
    private static final Pattern CALLER = Pattern.compile("Call From \\S+ to");

    /** Of what there is much to choose from, the page shows the first two. */
    private static final Pattern LONG_LIST =
            Pattern.compile("\\[([^,\\]]+, [^,\\]]+)(, [^,\\]]+){4,}]");

    @TempDir private static Path home;

    @BeforeAll
    static void furnish() throws IOException {
        Files.writeString(home.resolve("letter.npy"), "Dear Ada,\n");
        Path java = Files.createDirectories(home.resolve("jdk-11/bin")).resolve("java");
        script(java, "echo 'openjdk version \"11.0.2\"' >&2");
        Path draco = Files.createDirectories(home.resolve("bin")).resolve("draco");
        Files.copy(repository().resolve("bin/draco"), draco);
        Files.createDirectory(home.resolve("lib"));
        CommandLineRun run =
                CommandLineRun.of(
                        ("simulate --network mnist-100 --max-steps 1 --eval-batch-size 1000 --train-dir "
                                        + home.resolve("run"))
                                .split(" "));
        assertEquals(0, run.exitCode(), run.err());
        Path begun = Files.createDirectory(home.resolve("begun"));
        Files.copy(home.resolve("run/job.json"), begun.resolve("job.json"));
        NoisePictures.prepare(
                FileSystem.getLocal(new Configuration()),
                new org.apache.hadoop.fs.Path(home.toUri()));
    }

    private static void script(Path file, String line) throws IOException {
        Files.writeString(file, "#!/usr/bin/env bash\n" + line + "\n");
        assertTrue(file.toFile().setExecutable(true));
    }

    private static Path repository() {
        return Path.of("").toAbsolutePath().getParent();
    }

    private static String page() throws IOException {
        return Files.readString(repository().resolve("docs/mistakes.md"));
    }

    @TestFactory
    Stream<DynamicTest> sayWhatThePageSays() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        Matcher block = BLOCK.matcher(page());
        while (block.find()) {
            String typed = block.group(1);
            String said = block.group(2);
            tests.add(DynamicTest.dynamicTest(typed, () -> assertEquals(said, outputOf(typed))));
        }
        return tests.stream();
    }

    @Test
    void areAtLeastTwenty() throws IOException {
        long commands = page().lines().filter(line -> line.startsWith("$ ")).count();
        assertTrue(commands >= 20, () -> "found " + commands);
        assertEquals(commands, BLOCK.matcher(page()).results().count(), "each is run");
    }

    private static String outputOf(String typed) throws Exception {
        String command = typed.replace(HOME, home.toString());
        String output =
                command.startsWith("bin/draco ") ? inThisProcess(command) : byShell(command);
        return LONG_LIST
                .matcher(CALLER.matcher(output).replaceAll("Call From here to"))
                .replaceAll("[$1, ...]")
                .replace(home.toRealPath().toString(), HOME)
                .replace(home.toString(), HOME);
    }

    private static String inThisProcess(String command) {
        CommandLineRun run = CommandLineRun.of(command.substring("bin/draco ".length()).split(" "));
        assertEquals("", run.out());
        return run.err() + "(exit code " + run.exitCode() + ")\n";
    }

    private static String byShell(String command) throws Exception {
        Process shell =
                new ProcessBuilder("bash", "-c", command)
                        .directory(home.toFile())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(shell.getInputStream().readAllBytes());
        return output + "(exit code " + shell.waitFor() + ")\n";
    }
}
