package org.draco.bin.scaling;

import java.util.Arrays;

/** The codes whose cost is measured. */
enum MeasuredCode {
    MEAN("mean", "baseline", "average", 1, 0, 1),
    REPETITION("repetition r=3", "repetition", "average", 3, 1, 3),
    CYCLIC("cyclic s=1", "cyclic", "average", 3, 1, 3),
    KRUM("krum s=1", "baseline", "krum", 1, 1, 5);

    private final String title;
    private final String approach;
    private final String rule;
    private final int groupSize;
    private final int adversaries;
    private final int fewestWorkers;

    MeasuredCode(
            String title,
            String approach,
            String rule,
            int groupSize,
            int adversaries,
            int fewestWorkers) {
        this.title = title;
        this.approach = approach;
        this.rule = rule;
        this.groupSize = groupSize;
        this.adversaries = adversaries;
        this.fewestWorkers = fewestWorkers;
    }

    static MeasuredCode of(String title) {
        return Arrays.stream(values())
                .filter(code -> code.title.equals(title))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such code: " + title));
    }

    /** As tables have it. */
    String title() {
        return title;
    }

    int fewestWorkers() {
        return fewestWorkers;
    }

    MadeUpJob job(int workers, int dimension) {
        return new MadeUpJob(approach, rule, workers, groupSize, adversaries, dimension);
    }

    /** How many vectors come in a step. */
    int answers(int workers) {
        return this == REPETITION ? workers / groupSize : workers;
    }

    /** How many gradients a worker computes. */
    int gradients() {
        return this == CYCLIC ? groupSize : 1;
    }
}
