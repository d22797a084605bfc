package org.draco.am.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A browser without a window, as a process: it opens a page, lets its scripts run, and says what has become of it. */
public final class Chromium {

    private static final List<String> NAMES =
            List.of(
                    "chromium",
                    "chromium-browser",
                    "google-chrome",
                    "google-chrome-stable",
                    "chromium-headless-shell",
                    "headless_shell");

    private final Path program;
    private final Path profile;

    private Chromium(Path program, Path profile) {
        this.program = program;
        this.profile = profile;
    }

    /** The one that {@code CHROME} names, else one of the path; empty if there is none. */
    @SuppressWarnings("RegexpSinglelineJava") // the only place to say where a browser is
    public static Optional<Chromium> find(Path profile) {
        String named = System.getenv("CHROME");
        Stream<Path> candidates =
                named != null
                        ? Stream.of(Path.of(named))
                        : Stream.of(System.getenv("PATH").split(File.pathSeparator))
                                .flatMap(dir -> NAMES.stream().map(name -> Path.of(dir, name)));
        return candidates
                .filter(Files::isExecutable)
                .filter(Chromium::starts)
                .findFirst()
                .map(program -> new Chromium(program, profile));
    }

    /** Ubuntu's package is a script that says where else to look. */
    private static boolean starts(Path program) {
        try {
            Process process =
                    new ProcessBuilder(program.toString(), "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor() == 0;
        } catch (IOException cannot) {
            return false;
        } catch (InterruptedException cause) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * The page's document once its scripts have run, as HTML.
     *
     * @param flags beside those that every call has
     */
    String dom(String url, String... flags) throws IOException, InterruptedException {
        return run(url, List.of("--dump-dom"), flags);
    }

    /** Draws the page into a PNG. */
    void screenshot(String url, Path png, int width, int height, String... flags)
            throws IOException, InterruptedException {
        run(url, List.of("--screenshot=" + png, "--window-size=" + width + "," + height), flags);
        assertTrue(Files.size(png) > 0, png.toString());
    }

    /** Both at once: the page's document, and the page drawn into a PNG. */
    public String drawn(String url, Path png, int width, int height)
            throws IOException, InterruptedException {
        String dom = dom(url, "--screenshot=" + png, "--window-size=" + width + "," + height);
        assertTrue(Files.size(png) > 0, png.toString());
        return dom;
    }

    private String run(String url, List<String> what, String... flags)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                program.toString(),
                                "--headless",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-dev-shm-usage",
                                "--hide-scrollbars",
                                "--no-first-run",
                                "--user-data-dir=" + profile,
                                "--enable-logging=stderr",
                                "--log-level=0",
                                "--virtual-time-budget=6000"));
        command.addAll(what);
        command.addAll(List.of(flags));
        command.add(url);
        Path out = Files.createTempFile(profile.getParent(), "chromium", ".out");
        Path err = Files.createTempFile(profile.getParent(), "chromium", ".err");
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        try {
            assertTrue(process.waitFor(3, TimeUnit.MINUTES), "the browser comes to an end");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        List<String> said =
                Files.readAllLines(err).stream().filter(line -> line.contains("CONSOLE")).toList();
        assertEquals(List.of(), said, "the console stays empty");
        assertEquals(0, process.exitValue(), () -> "see " + err);
        return Files.readString(out);
    }
}
