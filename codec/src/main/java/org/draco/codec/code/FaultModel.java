package org.draco.codec.code;

/**
 * What a job assumes of its adversary: of {@code workers} workers at most {@code adversaries} may send anything at all,
 * together and knowing everything but the parameter server's secrets.
 *
 * <p>This is the <i>declared</i> s. How many workers really lie in an experiment is another number and lives elsewhere.
 *
 * @param workers P, at least 1
 * @param adversaries s, at least 0, with {@code 2 s < P}
 */
public record FaultModel(int workers, int adversaries) {

    /** @throws IllegalArgumentException when no code could keep such a promise */
    public FaultModel {
        if (workers < 1) {
            throw new IllegalArgumentException("workers: expected at least 1, found " + workers);
        }
        if (adversaries < 0 || 2L * adversaries >= workers) {
            throw new IllegalArgumentException(
                    "adversaries: expected 0 <= s and 2s < P = "
                            + workers
                            + ", found s = "
                            + adversaries);
        }
    }
}
