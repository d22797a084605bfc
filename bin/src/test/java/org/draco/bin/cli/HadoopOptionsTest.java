package org.draco.bin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Hadoop's generic options beside Draco's. */
class HadoopOptionsTest {

    @TempDir private Path place;

    private static HadoopOptions parsed(String... words) {
        return CommandLine.populateCommand(new HadoopOptions(), words);
    }

    private Path siteFile(String key, String value) throws Exception {
        return Files.writeString(
                place.resolve(key + ".xml"),
                "<configuration><property><name>%s</name><value>%s</value></property></configuration>"
                        .formatted(key, value));
    }

    @Test
    void propertiesFilesAndFileSystemReachTheConfiguration() throws Exception {
        Configuration conf =
                parsed(
                                "-D",
                                "draco.one=1",
                                "-Ddraco.two=a=b",
                                "-conf",
                                siteFile("draco.three", "3").toString(),
                                "-fs",
                                "hdfs://elsewhere:1234")
                        .configuration();
        assertEquals("1", conf.get("draco.one"));
        assertEquals("a=b", conf.get("draco.two"));
        assertEquals("3", conf.get("draco.three"));
        assertEquals("hdfs://elsewhere:1234", conf.get("fs.defaultFS"));
    }

    @Test
    void aPropertyOverrulesAFile() throws Exception {
        Configuration conf =
                parsed("-D", "draco.one=1", "-conf", siteFile("draco.one", "2").toString())
                        .configuration();
        assertEquals("1", conf.get("draco.one"));
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        HadoopOptions options = parsed("-conf", place.resolve("none.xml").toString());
        FaultySpecificationException refused =
                assertThrows(FaultySpecificationException.class, options::configuration);
        assertEquals(
                "-conf: expected a file, found none at " + place.resolve("none.xml"),
                refused.faults().iterator().next());
    }

    @Test
    void aFileThatIsNoConfigurationIsNamed() throws Exception {
        Path file = Files.writeString(place.resolve("site.xml"), "<configuration>");
        HadoopOptions options = parsed("-conf", file.toString());
        FaultySpecificationException refused =
                assertThrows(FaultySpecificationException.class, options::configuration);
        String fault = refused.faults().iterator().next();
        assertTrue(fault.contains("site.xml"), fault);
    }

    @Test
    void anEmbeddedClusterIsNobodysToFind() {
        CommandLineRun run =
                CommandLineRun.of(
                        "train", "--embedded", "--detach", "--priority", "3", "-D", "a=b");
        assertEquals(Draco.WRONG_SPECIFICATION, run.exitCode());
        for (String option : new String[] {"--detach", "--priority", "-D"}) {
            assertTrue(
                    run.err().contains(option + ": expected a cluster that outlives this command"),
                    run.err());
        }
    }
}
