package org.draco.bin.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs commands as a person does in a shell, one after another or beside each other.
 *
 * @param place for what they print
 * @param environment what is set beside the caller's own
 */
record Commands(Path place, Map<String, String> environment) {

    private static final long PATIENCE_MINUTES = 5;

    /** What a command has printed, on both streams, and returned. */
    record Result(int exitCode, String out, String err) {

        String all() {
            return "exit code " + exitCode + "\n" + out + "\n" + err;
        }

        Result successful() {
            if (exitCode != 0) {
                throw new AssertionError(all());
            }
            return this;
        }

        String lastLine() {
            String[] lines = out.strip().split("\n");
            return lines[lines.length - 1];
        }
    }

    /** A command that runs. */
    record Running(Process process, File out, File err) {

        /** What it has printed so far. */
        String errSoFar() throws IOException {
            return Files.readString(err.toPath());
        }

        Result result() throws IOException, InterruptedException {
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError(
                        "no end within " + PATIENCE_MINUTES + " minutes: " + errSoFar());
            }
            return new Result(process.exitValue(), Files.readString(out.toPath()), errSoFar());
        }
    }

    Running start(String... words) throws IOException {
        File out = Files.createTempFile(place, "out", "").toFile();
        File err = Files.createTempFile(place, "err", "").toFile();
        ProcessBuilder builder =
                new ProcessBuilder(List.of(words)).redirectOutput(out).redirectError(err);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return new Running(process, out, err);
    }

    Result run(String... words) throws IOException, InterruptedException {
        return start(words).result();
    }
}
