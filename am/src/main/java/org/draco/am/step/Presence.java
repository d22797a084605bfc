package org.draco.am.step;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.draco.codec.code.Digest;

/** Which workers are here, which are gone and why, which of them may come back, which are expelled, and which have not been heard of. */
final class Presence {

    private final int workers;
    private final WorkerProcesses processes;
    private final Map<Integer, Digest> references = new TreeMap<>();
    private final Map<Integer, String> gone = new TreeMap<>();
    private final Map<Integer, String> expelled = new TreeMap<>();

    Presence(int workers, WorkerProcesses processes) {
        this.workers = workers;
        this.processes = processes;
    }

    void joined(WorkerEvent.Joined event) {
        references.put(event.worker(), event.reference());
        gone.remove(event.worker());
    }

    void lost(int worker, String why) {
        gone.put(worker, why);
    }

    /** The worker is gone for good. */
    void expel(int worker, String why) {
        expelled.put(worker, why);
    }

    boolean isGone(int worker) {
        return gone.containsKey(worker) || expelled.containsKey(worker);
    }

    boolean isExpelled(int worker) {
        return expelled.containsKey(worker);
    }

    Set<Integer> expelled() {
        return new TreeSet<>(expelled.keySet());
    }

    Set<Integer> gone() {
        Set<Integer> all = expelled();
        all.addAll(gone.keySet());
        return all;
    }

    /** Those that have neither joined nor been lost. */
    Set<Integer> unheardOf() {
        Set<Integer> unheardOf = new TreeSet<>();
        for (int worker = 0; worker < workers; worker++) {
            if (!references.containsKey(worker) && !isGone(worker)) {
                unheardOf.add(worker);
            }
        }
        return unheardOf;
    }

    /** Those that have neither joined nor been lost, and those that are gone and may come back. */
    Set<Integer> awaited() {
        Set<Integer> awaited = unheardOf();
        gone().stream().filter(this::mayReturn).forEach(awaited::add);
        return awaited;
    }

    private boolean mayReturn(int worker) {
        return !isExpelled(worker) && processes.mayReturn(worker);
    }

    /** Whether none of these workers is here or may come back. */
    boolean areGoneForGood(Set<Integer> ranks) {
        return ranks.stream().allMatch(worker -> isGone(worker) && !mayReturn(worker));
    }

    /** Those of these workers who are gone and may come back. */
    Set<Integer> returning(Set<Integer> ranks) {
        return ranks.stream()
                .filter(worker -> isGone(worker) && mayReturn(worker))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** E.g. {@code worker 3: connection closed}; for workers that are here: no answer in time. */
    String describe(Set<Integer> ranks) {
        StringBuilder text = new StringBuilder();
        for (int rank : ranks) {
            String lost = gone.getOrDefault(rank, "no answer in time");
            text.append(text.length() == 0 ? "" : "; ")
                    .append("worker ")
                    .append(rank)
                    .append(": ")
                    .append(expelled.getOrDefault(rank, lost));
        }
        return text.toString();
    }

    /** What a person must know if machines round differently: who agrees with whom on the reference batch. */
    Optional<String> disagreement() {
        Map<Digest, Set<Integer>> agreeing = new LinkedHashMap<>();
        references.forEach(
                (worker, digest) ->
                        agreeing.computeIfAbsent(digest, d -> new TreeSet<>()).add(worker));
        return agreeing.size() < 2
                ? Optional.empty()
                : Optional.of(
                        "machines round differently: the reference gradient splits the workers into "
                                + agreeing.values()
                                + "; groups across these sets cannot agree bit for bit (--vote tolerance compares roughly)");
    }
}
