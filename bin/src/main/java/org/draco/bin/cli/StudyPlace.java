package org.draco.bin.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.draco.bin.reproduce.PlannedRun;
import org.draco.bin.reproduce.RunStore;

/** Where a study's runs are made and kept. */
interface StudyPlace {

    /** To reach file systems with. */
    Configuration configuration();

    /** Under which data sets lie. */
    Path root();

    /** Where runs lie. */
    RunStore store() throws IOException;

    /** How many runs are made at the same time if nobody says. */
    int usualJobs();

    /**
     * Makes runs.
     *
     * @param pending those that are to be made, not empty
     * @param jobs how many at the same time, at least 1
     * @return why runs could not be made, by the names of their jobs
     */
    Map<String, String> make(List<PlannedRun> pending, int jobs, StudyProgress progress)
            throws IOException, InterruptedException, FaultySpecificationException;
}
