package org.draco.am.yarn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.yarn.api.records.Resource;

/**
 * What was asked of the cluster, and what a person must know when it does not come: how much of what, from where, what the cluster
 * gives at most.
 *
 * @param askedAtNanos when
 * @param queue of which queue
 * @param largest the largest container that the cluster gives; empty before the ResourceManager has said it
 */
record Allocation(long askedAtNanos, String queue, Optional<Resource> largest) {

    /** Asked for at this time, of a ResourceManager that has not answered yet. */
    static Allocation begun(long nowNanos) {
        return new Allocation(nowNanos, "unknown", Optional.empty());
    }

    /**
     * Why the job cannot go on, if the time for allocation is over and containers are missing.
     *
     * @param awaited how many containers of each role have not come
     */
    Optional<String> overdue(FleetPlan plan, Map<Role, Integer> awaited, long nowNanos) {
        int seconds = plan.allocationSeconds();
        if (nowNanos - askedAtNanos < TimeUnit.SECONDS.toNanos(seconds)) {
            return Optional.empty();
        }
        List<String> shortages = new ArrayList<>();
        awaited.forEach(
                (role, missing) -> {
                    if (missing > 0) {
                        shortages.add(shortage(plan, role, missing));
                    }
                });
        return shortages.isEmpty() ? Optional.empty() : Optional.of(message(shortages, seconds));
    }

    private static String shortage(FleetPlan plan, Role role, int missing) {
        int asked = plan.count(role);
        return "asked for %s of %d MB and %s%s, got %d"
                .formatted(
                        counted(asked, role.toString()),
                        role.memoryMb(plan.sizes()),
                        counted(role.vcores(plan.sizes()), "vcore"),
                        role.gpus(plan.sizes()) > 0 ? " with a GPU" : "",
                        asked - missing);
    }

    private String message(List<String> shortages, int seconds) {
        String limit =
                largest.map(
                                most ->
                                        "; the largest container that the cluster gives has %d MB and %s"
                                                .formatted(
                                                        most.getMemorySize(),
                                                        counted(most.getVirtualCores(), "vcore")))
                        .orElse("");
        return String.join("; ", shortages)
                + " within "
                + seconds
                + " s"
                + " from queue "
                + queue
                + limit
                + "; use fewer workers or less memory for each, or submit again when the queue has room";
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
