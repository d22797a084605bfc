package org.draco.container.worker;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * A worker's command line: {@code --job-dir URI --rank R --attempt N --server HOST:PORT}.
 *
 * @param jobDir the job's directory
 * @param rank the worker's number
 * @param attempt how often its container has been replaced, from 0
 * @param server where the parameter server listens
 */
record WorkerArguments(String jobDir, int rank, int attempt, InetSocketAddress server) {

    private static final String USAGE = "--job-dir URI --rank R --attempt N --server HOST:PORT";

    /** @throws IllegalArgumentException with the usage, if the words are others */
    static WorkerArguments parse(List<String> words) {
        if (words.size() != 8
                || !words.get(0).equals("--job-dir")
                || !words.get(2).equals("--rank")
                || !words.get(4).equals("--attempt")
                || !words.get(6).equals("--server")) {
            throw new IllegalArgumentException("arguments: expected " + USAGE + ", found " + words);
        }
        String address = words.get(7);
        int colon = address.lastIndexOf(':');
        try {
            return new WorkerArguments(
                    words.get(1),
                    Integer.parseInt(words.get(3)),
                    Integer.parseInt(words.get(5)),
                    new InetSocketAddress(
                            address.substring(0, Math.max(0, colon)),
                            Integer.parseInt(address.substring(colon + 1))));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "arguments: expected " + USAGE + ", found " + words, e);
        }
    }
}
