package org.draco.layout.job;

/**
 * What is done about processes that die.
 *
 * @param masterAttempts how often the ApplicationMaster may be started, at least 1; the cluster may allow fewer
 * @param maxReplacements how many containers of workers and the evaluator may be replaced by one ApplicationMaster; 0 for none
 */
public record Recovery(int masterAttempts, int maxReplacements) {

    /** YARN's own number. */
    public static final int USUAL_MASTER_ATTEMPTS = 2;

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
