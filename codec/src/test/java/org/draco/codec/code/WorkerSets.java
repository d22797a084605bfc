package org.draco.codec.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Sets of workers who lie or are lost together. */
final class WorkerSets {

    private WorkerSets() {}

    /** All of them, the empty one first. */
    static List<Set<Integer>> ofAtMost(int size, int workers) {
        List<Set<Integer>> sets = new ArrayList<>(List.of(Set.of()));
        for (int worker = 0; worker < workers; worker++) {
            for (Set<Integer> smaller : List.copyOf(sets)) {
                if (smaller.size() < size) {
                    Set<Integer> larger = new TreeSet<>(smaller);
                    larger.add(worker);
                    sets.add(larger);
                }
            }
        }
        return sets;
    }

    /** So many workers that are drawn. */
    static Set<Integer> anywhere(int count, int workers, Random random) {
        Set<Integer> set = new TreeSet<>();
        while (set.size() < count) {
            set.add(random.nextInt(workers));
        }
        return set;
    }

    /** So many neighbours, from a drawn one on, the first next to the last. */
    static Set<Integer> adjacent(int count, int workers, Random random) {
        Set<Integer> set = new TreeSet<>();
        int first = random.nextInt(workers);
        for (int i = 0; i < count; i++) {
            set.add((first + i) % workers);
        }
        return set;
    }
}
