package org.draco.layout.job;

import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.hadoop.fs.FileSystem;
import org.draco.layout.JobLayout;
import org.draco.layout.file.AsideFile;
import org.draco.layout.file.TextFile;

/**
 * {@code job.json}: the text of {@link JobSpec#toJson}, nothing around it, so that it can be written by hand. Its
 * checksum is the job's digest, which stands in every checkpoint.
 */
public final class JobFile {

    private JobFile() {}

    /** Writes the specification aside and renames it; one that is there is replaced. */
    public static void write(FileSystem fs, JobLayout job, JobSpec spec) throws IOException {
        AsideFile.write(fs, job.jobFile(), spec.toJson());
    }

    /**
     * Reads the specification of a job; ranges are not judged.
     *
     * @throws FileNotFoundException if there is none
     * @throws JobSpecException if the file is not a specification, with all faults and the file's path
     */
    public static JobSpec read(FileSystem fs, JobLayout job) throws IOException {
        return JobSpec.fromJson(TextFile.read(fs, job.jobFile()), job.jobFile().toString());
    }
}
