package org.draco.bin.launch;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code yarn jar draco.jar COMMAND ...}: the program {@code draco} on the class path of a cluster's own Hadoop. */
public final class YarnJar {

    private static final String PROGRAM = "org.draco.bin.cli.Draco";
    private static final String HADOOP = "org.apache.hadoop.conf.Configuration";
    private static final int WRONG_COMMAND_LINE = 2;

    /** They compute in this process, for which bin/draco sets the environment, or start a Hadoop of their own. */
    private static final Set<String> OF_THIS_MACHINE =
            Set.of("quickstart", "simulate", "codec", "cluster");

    /** What makes a command one of this machine. */
    private static final Set<String> HERE = Set.of("--embedded", "--local");

    /** Of {@code reproduce}: what makes it compute on the cluster, or not at all. */
    private static final Set<String> NOT_HERE =
            Set.of("--yarn", "--report", "--dry-run", "--list", "--help", "-h");

    private YarnJar() {}

    /** Finds the distribution and runs its command line. */
    public static void main(String[] words) throws Exception {
        Optional<Path> home = home();
        Optional<String> fault = home.isEmpty() ? Optional.of(noHome()) : fault(words, home.get());
        if (fault.isPresent()) {
            System.err.println("draco.jar: " + fault.get());
            System.exit(WRONG_COMMAND_LINE);
        }
        run(home.get(), words);
    }

    private static Optional<String> fault(String[] words, Path home) {
        if (computesHere(List.of(words))) {
            return Optional.of(
                    "%s: expected a command that uses the cluster, found one of this machine alone; use %s"
                            .formatted(words[0], home.resolve("bin").resolve("draco")));
        }
        try {
            Class.forName(HADOOP, false, YarnJar.class.getClassLoader());
            return Optional.empty();
        } catch (ClassNotFoundException e) {
            return Optional.of("expected Hadoop on the class path, found none; run it by yarn jar");
        }
    }

    /** Whether a command line has this process compute, or start a Hadoop. */
    static boolean computesHere(List<String> words) {
        if (words.isEmpty()) {
            return false;
        }
        return OF_THIS_MACHINE.contains(words.get(0))
                || words.stream().anyMatch(HERE::contains)
                || words.get(0).equals("reproduce") && words.stream().noneMatch(NOT_HERE::contains);
    }

    private static void run(Path home, String[] words) throws Exception {
        List<URL> jars = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(home.resolve("lib"), "*.jar")) {
            for (Path jar : files) {
                jars.add(jar.toUri().toURL());
            }
        }
        System.setProperty("draco.home", home.toString());
        System.setProperty("org.eclipse.deeplearning4j.helpers.disable", "false");
        // Never closed: daemon threads of Hadoop's load classes until the process ends.
        ClassLoader draco = new OwnFirstLoader(jars, YarnJar.class.getClassLoader());
        Thread.currentThread().setContextClassLoader(draco);
        try {
            Class.forName(PROGRAM, true, draco)
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) words);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** Where this jar lies, if its neighbours are those of a distribution. */
    private static Optional<Path> home() throws IOException {
        for (Path jar : candidates()) {
            Path directory = Files.exists(jar) ? jar.toRealPath().getParent() : null;
            if (directory != null && Files.isDirectory(directory.resolve("lib"))) {
                return Optional.of(directory);
            }
        }
        return Optional.empty();
    }

    private static String noHome() throws IOException {
        return "expected the directory lib of a distribution beside it, found none beside %s; run it where the distribution is unpacked"
                .formatted(candidates());
    }

    /** {@code yarn jar} unpacks a jar and loads it from there, but its class loader still names the jar. */
    private static List<Path> candidates() throws IOException {
        List<Path> jars = new ArrayList<>();
        if (YarnJar.class.getClassLoader() instanceof URLClassLoader loader) {
            for (URL url : loader.getURLs()) {
                add(url, jars);
            }
        }
        add(YarnJar.class.getProtectionDomain().getCodeSource().getLocation(), jars);
        return jars;
    }

    private static void add(URL url, List<Path> jars) throws IOException {
        if (url.getProtocol().equals("file") && url.getPath().endsWith(".jar")) {
            try {
                jars.add(Path.of(url.toURI()));
            } catch (URISyntaxException e) {
                throw new IOException(url + ": is no place of a file", e);
            }
        }
    }
}
