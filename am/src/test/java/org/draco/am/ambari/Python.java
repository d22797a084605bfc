package org.draco.am.ambari;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Runs the pack's scripts, under each Python that this machine has: agents of Ambari 2.7 have 2.7, later ones 3.
 *
 * @param command its name, e.g. {@code python3}
 */
record Python(String command) {

    static final Path TESTS = Path.of("src", "test", "python").toAbsolutePath();

    private static final int PATIENCE_SECONDS = 120;

    /** What a script has left: its exit code, and all that it said on both streams. */
    record Result(int exitCode, String said) {

        /** The last line. */
        String lastLine() {
            return said.strip().lines().reduce((before, line) -> line).orElse("");
        }
    }

    /** At least one, or the test is skipped. */
    static Stream<Python> versions() {
        List<Python> found =
                Stream.of("python3", "python2.7").map(Python::new).filter(Python::runs).toList();
        Assumptions.assumeFalse(
                found.isEmpty(),
                "no python3 here: Ambari's scripts are not tried (install python3)");
        return found.stream();
    }

    private boolean runs() {
        try {
            return run(Map.of(), "", List.of("-c", "import json")).exitCode() == 0;
        } catch (IOException none) {
            return false;
        }
    }

    /**
     * A program that goes on; the caller ends it. Its streams are one.
     *
     * @param commands a directory whose commands come before others
     */
    Process start(Path commands, List<String> words) throws IOException {
        List<String> all = new ArrayList<>(List.of(command, "-B"));
        all.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(all).redirectErrorStream(true);
        builder.environment().merge("PATH", commands.toString(), (old, own) -> own + ":" + old);
        return builder.start();
    }

    /** Runs to the end. */
    Result run(Map<String, String> environment, String input, List<String> words)
            throws IOException {
        Path given = Files.createTempFile("draco-python-", ".in");
        Path said = Files.createTempFile("draco-python-", ".out");
        try {
            Files.writeString(given, input);
            List<String> all = new ArrayList<>(List.of(command, "-B"));
            all.addAll(words);
            ProcessBuilder builder =
                    new ProcessBuilder(all)
                            .redirectErrorStream(true)
                            .redirectInput(given.toFile())
                            .redirectOutput(said.toFile());
            builder.environment().put("PYTHONPATH", TESTS.resolve("stubs").toString());
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(words + " does not end; it said " + text(said));
            }
            return new Result(process.exitValue(), text(said));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } finally {
            Files.delete(given);
            Files.delete(said);
        }
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return command;
    }
}
