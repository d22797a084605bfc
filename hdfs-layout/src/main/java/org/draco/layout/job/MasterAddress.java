package org.draco.layout.job;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.draco.layout.JobLayout;
import org.draco.layout.file.SealedJson;

/**
 * Where the parameter server listens. Each ApplicationMaster of a job writes it before it has a worker started; workers read it
 * when they start, and again when they have lost the connection. Whom they find there has to prove who it is. The file is a {@link
 * SealedJson} of format {@code draco-master}, version 1.
 *
 * @param host by which the other nodes reach it
 * @param port of its socket
 * @param attempt how often an ApplicationMaster of this job has been started, from 1
 */
public record MasterAddress(String host, int port, int attempt) {

    private static final SealedJson JSON = new SealedJson("draco-master", 1);

    /** @throws IllegalArgumentException if the port is none */
    public MasterAddress {
        Objects.requireNonNull(host, "host");
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port: expected 1 to 65535, found " + port);
        }
    }

    /** Writes the address aside and renames it; one that is there is replaced. */
    public void write(FileSystem fs, JobLayout job) throws IOException {
        JSON.write(fs, job.master(), this);
    }

    /**
     * Reads the address; empty if none has been written.
     *
     * @throws org.draco.layout.DamagedFileException if the file is not what was written
     */
    public static Optional<MasterAddress> readIfPresent(FileSystem fs, JobLayout job)
            throws IOException {
        return JSON.readIfPresent(fs, job.master(), MasterAddress.class);
    }
}
