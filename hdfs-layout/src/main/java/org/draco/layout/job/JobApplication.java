package org.draco.layout.job;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.draco.layout.ApplicationLayout;
import org.draco.layout.file.SealedJson;

/**
 * The YARN application that trains a job, or has trained it last. The client writes it before it submits. The file is a {@link
 * SealedJson} of format {@code draco-application}, version 1.
 *
 * @param id as {@code yarn application -status} wants it
 */
public record JobApplication(String id) {

    private static final SealedJson JSON = new SealedJson("draco-application", 1);

    /** The id must be given. */
    public JobApplication {
        Objects.requireNonNull(id, "id");
    }

    /** Writes the file aside and renames it; one that is there is replaced. */
    public void write(FileSystem fs, ApplicationLayout job) throws IOException {
        JSON.write(fs, job.application(), this);
    }

    /**
     * Reads the file; empty if there is none.
     *
     * @throws org.draco.layout.DamagedFileException if the file is not what was written
     */
    public static Optional<JobApplication> readIfPresent(FileSystem fs, ApplicationLayout job)
            throws IOException {
        return JSON.readIfPresent(fs, job.application(), JobApplication.class);
    }
}
