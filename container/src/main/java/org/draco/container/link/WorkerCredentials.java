package org.draco.container.link;

import java.util.Optional;

/**
 * Who a worker is.
 *
 * @param job the job's id
 * @param rank its number
 * @param attempt how often its container has been replaced, from 0
 * @param secret what it proves it with; not copied, never shown
 * @param certificate the parameter server's, X.509 in DER, where connections are encrypted; not copied
 */
public record WorkerCredentials(
        String job, int rank, int attempt, byte[] secret, Optional<byte[]> certificate) {

    /** Of a job whose connections are not encrypted. */
    public WorkerCredentials(String job, int rank, int attempt, byte[] secret) {
        this(job, rank, attempt, secret, Optional.empty());
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "worker " + rank + " of " + job;
    }
}
