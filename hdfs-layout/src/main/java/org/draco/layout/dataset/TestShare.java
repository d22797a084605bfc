package org.draco.layout.dataset;

import java.util.Random;

/**
 * How samples that come in one heap are divided: a share of them, drawn at random, is for testing.
 *
 * @param share of the test samples, above 0 and below 1
 * @param seed that decides which; the same seed and number of samples give the same division everywhere
 */
public record TestShare(double share, long seed) {

    /** Refuses a share that leaves one side empty. */
    public TestShare {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException(
                    "test share: expected a number above 0 and below 1, found " + share);
        }
    }

    /** Decides sample by sample, in the order of the samples. */
    public final class Division {

        private final Random random = new Random(seed);
        private long left;
        private long testLeft;

        private Division(int samples) {
            left = samples;
            testLeft = Math.max(1, Math.min(samples - 1L, Math.round(share * samples)));
        }

        /** Where the next sample goes. */
        public Split next() {
            // Knuth, The Art of Computer Programming 2, 3.4.2, algorithm S: of the samples left,
            // each
            // is as likely as the others to be among those still wanted.
            boolean test = random.nextInt((int) left) < testLeft;
            left--;
            testLeft -= test ? 1 : 0;
            return test ? Split.TEST : Split.TRAIN;
        }
    }

    /**
     * Starts to divide.
     *
     * @param samples how many there are, at least 2; each side gets one at least
     */
    public Division of(int samples) {
        if (samples < 2) {
            throw new IllegalArgumentException(
                    "samples to divide: expected at least 2, found " + samples);
        }
        return new Division(samples);
    }
}
