package org.draco.am.yarn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which hosts are to give us no containers: those of proven liars for good, if the job says so, and the one on which a container has
 * ended until its replacement is found elsewhere. At least one host of the cluster is always left: the excluded ones are let in
 * again before a job starves. Thread-safe.
 */
final class NodeAvoidance {

    /** What the ResourceManager is to be told: hosts to leave out from now on, and hosts that are welcome again. */
    record Change(List<String> avoid, List<String> welcome) {
        boolean isNone() {
            return avoid.isEmpty() && welcome.isEmpty();
        }
    }

    private final Set<String> excluded = new HashSet<>();
    private final Map<Member, String> lastHost = new HashMap<>();
    private Set<String> told = Set.of();

    /** A member looks for another place than this host. */
    synchronized Change leave(Member member, String host, int hosts) {
        lastHost.put(member, host);
        return change(hosts);
    }

    /** A member has found a place. */
    synchronized Change found(Member member, int hosts) {
        lastHost.remove(member);
        return change(hosts);
    }

    /** This host is to be avoided for good. */
    synchronized Change exclude(String host, int hosts) {
        excluded.add(host);
        return change(hosts);
    }

    private Change change(int hosts) {
        Set<String> wanted = new HashSet<>(excluded);
        wanted.addAll(lastHost.values());
        if (wanted.size() >= hosts) {
            wanted = new HashSet<>(excluded);
        }
        if (wanted.size() >= hosts) {
            excluded.clear();
            wanted = Set.of();
        }
        List<String> avoid = new ArrayList<>(wanted);
        avoid.removeAll(told);
        List<String> welcome = new ArrayList<>(told);
        welcome.removeAll(wanted);
        told = wanted;
        return new Change(avoid, welcome);
    }
}
