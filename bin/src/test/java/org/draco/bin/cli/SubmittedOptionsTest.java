package org.draco.bin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.draco.layout.JobLayout;
import org.draco.layout.job.JobApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** How a person says which job is meant. */
class SubmittedOptionsTest {

    private static final String ID = "application_1795369446924_0001";

    @TempDir private Path place;
    private final Configuration conf = new Configuration();

    private SubmittedOptions.Found found(String given) throws Exception {
        return CommandLine.populateCommand(new SubmittedOptions(), given).find(conf);
    }

    @Test
    void anIdIsItself() throws Exception {
        assertEquals(new SubmittedOptions.Found(ID, Optional.empty()), found(ID));
    }

    @Test
    void aJobKnowsItsApplication() throws Exception {
        JobLayout job = new JobLayout(new org.apache.hadoop.fs.Path(place.toUri()));
        new JobApplication(ID).write(FileSystem.getLocal(conf), job);
        SubmittedOptions.Found found = found(place.toString());
        assertEquals(ID, found.application());
        assertEquals(
                place.toUri().getPath().replaceAll("/$", ""),
                found.job().orElseThrow().dir().toUri().getPath());
    }

    @Test
    void whatIsNeitherIsRefused() throws Exception {
        Path empty = Files.createDirectory(place.resolve("empty"));
        for (String given : new String[] {empty.toString(), "application_1", "job_1_2", "a:b:c"}) {
            FaultySpecificationException refused =
                    assertThrows(FaultySpecificationException.class, () -> found(given), given);
            String fault = refused.faults().iterator().next();
            assertTrue(fault.contains("found \"" + given + "\""), fault);
        }
    }

    @Test
    void withoutAClusterThereIsNothingToAsk() {
        for (String command : new String[] {"status", "logs", "kill"}) {
            CommandLineRun run = CommandLineRun.of(command, ID);
            assertEquals(Draco.WRONG_SPECIFICATION, run.exitCode(), run.err());
            assertTrue(run.err().contains("cluster: expected the configuration"), run.err());
        }
    }
}
