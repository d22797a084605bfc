package org.draco.layout.job;

/**
 * What is done about processes that die, and what is kept to go on from.
 *
 * @param masterAttempts how often the ApplicationMaster may be started, at least 1; the cluster may allow fewer
 * @param maxReplacements how many containers of workers and the evaluator may be replaced by one ApplicationMaster; 0 for none
 * @param keepCheckpoints how many checkpoints are kept, the newest; 0 for all, else at least 2: the newest may turn out to be damaged, or
 *     without its row, and then the one before is gone on from
 */
public record Recovery(int masterAttempts, int maxReplacements, int keepCheckpoints) {

    /** All checkpoints are kept. */
    public Recovery(int masterAttempts, int maxReplacements) {
        this(masterAttempts, maxReplacements, 0);
    }

    /** YARN's own number. */
    public static final int USUAL_MASTER_ATTEMPTS = 2;

    /** How long a storage with trouble is waited for: a NameNode's restart takes some minutes. */
    public static final int USUAL_STORAGE_SECONDS = 600;

    private static final int FEWEST_REPLACEMENTS = 3;

    /** As often as YARN starts an ApplicationMaster, and two replacements a worker, at least three in all. */
    public static Recovery usual(int workers) {
        return new Recovery(USUAL_MASTER_ATTEMPTS, usualReplacements(workers));
    }

    /** How many replacements are usual for so many workers. */
    public static int usualReplacements(int workers) {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(FEWEST_REPLACEMENTS, 2L * workers));
    }
}
