package org.draco.am.web;

import java.util.Objects;

/**
 * One process of the job, for people: where it runs, how it fares, where its log is.
 *
 * @param role {@code worker} or {@code evaluator}
 * @param rank of the worker; 0 for the evaluator
 * @param attempt which of its containers this is
 * @param state {@code asked}, {@code launching}, {@code running} or {@code ended}
 * @param host empty while there is no container
 * @param container its id; empty while there is none
 * @param log where its log is to be read, http or https; empty while there is none
 * @param end how it ended, perhaps of several lines; empty until then
 */
public record ProcessPlace(
        String role,
        int rank,
        int attempt,
        String state,
        String host,
        String container,
        String log,
        String end) {

    /** Refuses nulls. */
    public ProcessPlace {
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(container, "container");
        Objects.requireNonNull(log, "log");
        Objects.requireNonNull(end, "end");
    }
}
