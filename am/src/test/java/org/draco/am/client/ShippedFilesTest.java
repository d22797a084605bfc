package org.draco.am.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.util.GenericOptionsParser;
import org.draco.layout.JobLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code -files}, from Hadoop's own parser to the job's directory. */
class ShippedFilesTest {

    @TempDir private Path place;

    private Configuration parsed(String files) throws IOException {
        Configuration conf = new Configuration(false);
        new GenericOptionsParser(conf, new String[] {"-files", files});
        return conf;
    }

    private Path file(String name) throws IOException {
        Path file = place.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, name);
    }

    @Test
    void theyLieInTheJobsDirectoryUnderTheirNames() throws IOException {
        String files = file("words.txt") + "," + file("other/words.txt") + "#more-words.txt";
        Configuration conf = parsed(files);
        ShippedFiles shipped = new ShippedFiles(conf);
        assertEquals(List.of(), shipped.faults());
        Path job = place.resolve("job");
        shipped.send(
                FileSystem.getLocal(conf),
                new JobLayout(new org.apache.hadoop.fs.Path(job.toUri())));
        assertEquals("words.txt", Files.readString(job.resolve("files/words.txt")));
        assertEquals("other/words.txt", Files.readString(job.resolve("files/more-words.txt")));
    }

    @Test
    void namesThatAreTakenAreRefused() throws IOException {
        String files = file("draco") + "," + file("words.txt") + "," + file("other/words.txt");
        List<String> faults = new ShippedFiles(parsed(files)).faults();
        assertEquals(2, faults.size(), faults::toString);
        assertTrue(faults.get(0).contains("found \"draco\""), faults::toString);
        assertTrue(faults.get(1).contains("found \"words.txt\" again"), faults::toString);
    }

    @Test
    void aDirectoryIsRefused() throws IOException {
        List<String> faults =
                new ShippedFiles(parsed(Files.createDirectory(place.resolve("texts")).toString()))
                        .faults();
        assertEquals(1, faults.size(), faults::toString);
        assertTrue(faults.get(0).startsWith("-files: expected a file"), faults::toString);
    }

    @Test
    void withoutTheOptionThereAreNone() throws IOException {
        ShippedFiles none = new ShippedFiles(new Configuration(false));
        assertEquals(List.of(), none.faults());
        Path job = place.resolve("job");
        none.send(
                FileSystem.getLocal(new Configuration(false)),
                new JobLayout(new org.apache.hadoop.fs.Path(job.toUri())));
        assertFalse(Files.exists(job));
    }
}
