package org.draco.bin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.draco.layout.job.JobSpec;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Where a job lies that is to go on. */
class ResumedJobTest {

    private static ResumedJob in(String directory) throws FaultySpecificationException {
        return new ResumedJob(
                ResumedJob.directory(directory),
                new CommandLine(new JobOptions()).parseArgs(),
                Set.of());
    }

    private static JobSpec lenet() throws Exception {
        return new JobOptions().toSpec("lenet-1", "hdfs://nn/draco/datasets/mnist", List.of());
    }

    @Test
    void theRootIsTwoAboveTheJob() throws Exception {
        assertEquals(
                new Path("hdfs://nn/user/ada/draco"),
                in("hdfs://nn/user/ada/draco/jobs/lenet-1").root(lenet()));
        assertEquals(new Path("hdfs://nn/"), in("hdfs://nn/jobs/lenet-1/").root(lenet()));
    }

    /** The processes of a job that was moved would look, and write, where it was. */
    @Test
    void aJobThatWasMovedOrRenamedIsRefused() throws Exception {
        JobSpec spec = lenet();
        for (String place :
                List.of(
                        "hdfs://nn/",
                        "hdfs://nn/lenet-1",
                        "hdfs://nn/backup/lenet-1",
                        "hdfs://nn/draco/jobs/lenet-2")) {
            ResumedJob moved = in(place);
            FaultySpecificationException refused =
                    assertThrows(FaultySpecificationException.class, () -> moved.root(spec));
            String why = refused.faults().get(0);
            assertTrue(why.startsWith("--resume: expected a directory .../jobs/lenet-1,"), why);
        }
    }

    @Test
    void whatIsNoPathIsRefusedInAPersonsWords() {
        for (String text : List.of("", "foo:bar/x")) {
            FaultySpecificationException refused =
                    assertThrows(
                            FaultySpecificationException.class, () -> ResumedJob.directory(text));
            assertTrue(
                    refused.faults().get(0).startsWith("--resume: expected the directory of a job"),
                    refused.faults()::toString);
        }
    }
}
