package org.draco.bin.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Of a library that program and cluster both have, each sees its own. */
class OwnFirstLoaderTest {

    @TempDir private Path place;

    private static URL jarOf(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    @Test
    void aClassOfBothIsItsOwn() throws Exception {
        try (URLClassLoader own =
                new OwnFirstLoader(
                        List.of(jarOf(CommandLine.class)), getClass().getClassLoader())) {
            Class<?> found = own.loadClass(CommandLine.class.getName());
            assertSame(own, found.getClassLoader());
            assertNotSame(CommandLine.class, found);
            assertSame(
                    found, own.loadClass(CommandLine.class.getName()), "the same when asked twice");
        }
    }

    @Test
    void aClassOfTheClusterAloneIsTheClusters() throws Exception {
        try (URLClassLoader own =
                new OwnFirstLoader(
                        List.of(jarOf(CommandLine.class)), getClass().getClassLoader())) {
            assertSame(Test.class, own.loadClass(Test.class.getName()));
            assertSame(String.class, own.loadClass(String.class.getName()));
        }
    }

    @Test
    void resourcesOfBothAreFoundTheOwnOneFirst() throws Exception {
        URL mine = written("mine");
        URL theirs = written("theirs");
        try (URLClassLoader cluster = new URLClassLoader(new URL[] {theirs}, null);
                URLClassLoader own = new OwnFirstLoader(List.of(mine), cluster)) {
            assertEquals("mine", text(own.getResource("name")));
            List<String> all =
                    Collections.list(own.getResources("name")).stream()
                            .map(OwnFirstLoaderTest::text)
                            .toList();
            assertEquals(List.of("mine", "theirs"), all);
        }
    }

    private URL written(String text) throws Exception {
        Path directory = Files.createDirectories(place.resolve(text));
        Files.writeString(directory.resolve("name"), text);
        return directory.toUri().toURL();
    }

    private static String text(URL url) {
        try {
            return Files.readString(Path.of(url.toURI()));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
