package org.draco.am.access;

/** Kerberos says what is wrong at the bottom of a chain of exceptions; what is above repeats that login failed. */
final class RootCause {

    private RootCause() {}

    static Throwable of(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }
}
