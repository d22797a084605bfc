package org.draco.container.worker;

import java.util.Arrays;
import java.util.List;

/**
 * The command line of a process of workers: {@code --job-dir URI --rank R[,R...] --attempt N}.
 *
 * @param jobDir the job's directory
 * @param ranks the numbers of the workers in this process; at least one, each once
 * @param attempt which of its ranks' containers this is
 */
record WorkerArguments(String jobDir, List<Integer> ranks, int attempt) {

    private static final String USAGE = "--job-dir URI --rank R[,R...] --attempt N";

    /** Keeps a copy. */
    WorkerArguments {
        ranks = List.copyOf(ranks);
    }

    /** @throws IllegalArgumentException with the usage, if the words are others */
    static WorkerArguments parse(List<String> words) {
        if (words.size() != 6
                || !words.get(0).equals("--job-dir")
                || !words.get(2).equals("--rank")
                || !words.get(4).equals("--attempt")) {
            throw wrong(words);
        }
        try {
            List<Integer> ranks =
                    Arrays.stream(words.get(3).split(",", -1)).map(Integer::valueOf).toList();
            if (ranks.stream().distinct().count() < ranks.size()) {
                throw wrong(words);
            }
            return new WorkerArguments(words.get(1), ranks, Integer.parseInt(words.get(5)));
        } catch (NumberFormatException e) {
            throw wrong(words);
        }
    }

    private static IllegalArgumentException wrong(List<String> words) {
        return new IllegalArgumentException("arguments: expected " + USAGE + ", found " + words);
    }
}
