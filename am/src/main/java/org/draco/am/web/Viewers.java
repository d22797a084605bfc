package org.draco.am.web;

import java.util.Optional;
import java.util.function.Predicate;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.security.authorize.AccessControlList;

/**
 * Who may look at a job, by YARN's rule: its owner, YARN's administrators, and whom the job names. Without ACLs on the cluster,
 * everybody. Thread-safe.
 */
public final class Viewers implements Predicate<Optional<String>> {

    private final boolean enabled;
    private final String owner;
    private final AccessControlList administrators;
    private final AccessControlList named;

    /**
     * The viewers of one job.
     *
     * @param enabled {@code yarn.acl.enable}
     * @param owner his short name
     * @param administrators {@code yarn.admin.acl}
     * @param named the job's own list, as YARN writes it; empty for nobody
     */
    public Viewers(boolean enabled, String owner, String administrators, String named) {
        this.enabled = enabled;
        this.owner = owner;
        this.administrators = new AccessControlList(administrators);
        this.named = new AccessControlList(named.isEmpty() ? " " : named);
    }

    /** Whoever does not say who he is may look where everybody may. */
    @Override
    public boolean test(Optional<String> user) {
        if (!enabled) {
            return true;
        }
        if (user.isEmpty()) {
            return administrators.isAllAllowed() || named.isAllAllowed();
        }
        if (user.get().equals(owner)) {
            return true;
        }
        UserGroupInformation who = UserGroupInformation.createRemoteUser(user.get());
        return administrators.isUserAllowed(who) || named.isUserAllowed(who);
    }
}
