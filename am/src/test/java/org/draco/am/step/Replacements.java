package org.draco.am.step;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Processes that are replaced, so many times in all; whoever dies is replaced unasked. */
class Replacements implements WorkerProcesses {

    private final Map<Integer, MortalWorker> workers = new HashMap<>();
    private final List<String> log = new ArrayList<>();
    private int left;

    Replacements(int most) {
        left = most;
    }

    /** These are the workers. */
    List<MortalWorker> of(MortalWorker... mortals) {
        for (MortalWorker worker : mortals) {
            workers.put(worker.rank(), worker);
            worker.atDeath(() -> another(worker.rank()));
        }
        return List.of(mortals);
    }

    /** What was asked for, in order: {@code replace 3: why}, {@code replace 3 elsewhere: why}, {@code end 3: why}. */
    List<String> log() {
        return log;
    }

    private boolean another(int worker) {
        if (left == 0) {
            return false;
        }
        left--;
        workers.get(worker).replaced();
        return true;
    }

    @Override
    public Optional<String> hopeless() {
        return Optional.empty();
    }

    @Override
    public String describe(Set<Integer> ranks) {
        return "";
    }

    @Override
    public boolean mayReturn(int worker) {
        return workers.containsKey(worker) && workers.get(worker).isThereOrComing();
    }

    @Override
    public boolean replace(int worker, boolean elsewhere, String why) {
        log.add("replace " + worker + (elsewhere ? " elsewhere: " : ": ") + why);
        return another(worker);
    }

    @Override
    public void end(int worker, String why) {
        log.add("end " + worker + ": " + why);
    }
}
