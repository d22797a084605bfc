package org.draco.am.access;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A user and the file with his key.
 *
 * @param principal his full name, e.g. {@code ada@EXAMPLE.COM}
 * @param file on this machine; whoever can read it is that user
 */
public record Keytab(String principal, Path file) {

    /** Both must be given. */
    public Keytab {
        Objects.requireNonNull(principal, "principal");
        Objects.requireNonNull(file, "file");
    }
}
