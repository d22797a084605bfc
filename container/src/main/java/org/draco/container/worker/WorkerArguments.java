package org.draco.container.worker;

import java.util.List;

/**
 * A worker's command line: {@code --job-dir URI --rank R --attempt N}.
 *
 * @param jobDir the job's directory
 * @param rank the worker's number
 * @param attempt which of its rank's containers this is
 */
record WorkerArguments(String jobDir, int rank, int attempt) {

    private static final String USAGE = "--job-dir URI --rank R --attempt N";

    /** @throws IllegalArgumentException with the usage, if the words are others */
    static WorkerArguments parse(List<String> words) {
        if (words.size() != 6
                || !words.get(0).equals("--job-dir")
                || !words.get(2).equals("--rank")
                || !words.get(4).equals("--attempt")) {
            throw new IllegalArgumentException("arguments: expected " + USAGE + ", found " + words);
        }
        try {
            return new WorkerArguments(
                    words.get(1), Integer.parseInt(words.get(3)), Integer.parseInt(words.get(5)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "arguments: expected " + USAGE + ", found " + words, e);
        }
    }
}
