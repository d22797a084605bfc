package org.draco.layout.job;

/**
 * Who beside its owner and the cluster's administrators may see a job and its logs, and who may kill it, as YARN writes it:
 * {@code "user,user group,group"}, where either part may be left out, or {@code "*"} for all. YARN judges by it where {@code
 * yarn.acl.enable} is on.
 *
 * @param view who may see it
 * @param modify who may kill it
 */
public record Acls(String view, String modify) {

    /** Nobody else. */
    public static final Acls OWNER = new Acls("", "");
}
