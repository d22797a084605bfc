package org.draco.bin.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A small shell process that ends the containers of an embedded cluster and deletes its directory when this JVM is gone,
 * even when it was killed with {@code kill -9} and could run no hook of its own.
 *
 * <p>It holds the reading end of a pipe and wakes when the writing end closes; while the cluster runs it costs nothing.
 * What it does then is in {@code reaper.sh}.
 */
final class Reaper implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 10;

    private final Process process;
    private final Path directory;

    /**
     * @param directory what to delete at the end, absolute and without symbolic links
     * @throws IOException if there is no {@code sh}
     */
    Reaper(Path directory) throws IOException {
        this.directory = directory;
        this.process =
                new ProcessBuilder("sh", "-c", script(), "draco-reaper", directory.toString())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
    }

    /**
     * To be called when YARN has ended its containers: lets the reaper delete the directory and waits for its end.
     *
     * @throws IOException if the directory could not be deleted
     */
    @Override
    public void close() throws IOException {
        try (var pipe = process.getOutputStream()) {
            pipe.write("stopped\n".getBytes(StandardCharsets.US_ASCII));
        }
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(
                        directory + ": still being deleted after " + PATIENCE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(directory + ": interrupted while it is being deleted");
        }
        if (process.exitValue() != 0) {
            throw new IOException(directory + ": could not be deleted; delete it by hand");
        }
    }

    private static String script() throws IOException {
        try (InputStream in = Reaper.class.getResourceAsStream("reaper.sh")) {
            if (in == null) {
                throw new IOException(
                        "reaper.sh: expected beside " + Reaper.class.getName() + ", found nothing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
