package org.draco.container.link;

/**
 * Who a worker is.
 *
 * @param job the job's id
 * @param rank its number
 * @param attempt how often its container has been replaced, from 0
 * @param secret what it proves it with; not copied, never shown
 */
public record WorkerCredentials(String job, int rank, int attempt, byte[] secret) {

    /** Without the secret. */
    @Override
    public String toString() {
        return "worker " + rank + " of " + job;
    }
}
