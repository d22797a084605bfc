package org.draco.bin.reproduce;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The studies that come with Draco: published experiments. */
public final class Studies {

    private static final List<String> NAMES =
            List.of("draco-sysml", "draco-icml", "distributed-momentum");

    private Studies() {}

    /** Their names. */
    public static List<String> names() {
        return NAMES;
    }

    /** The file of a study; empty if none of this name comes with Draco. */
    public static Optional<String> text(String name) throws IOException {
        if (!NAMES.contains(name)) {
            return Optional.empty();
        }
        try (InputStream file = Studies.class.getResourceAsStream("studies/" + name + ".study")) {
            return Optional.of(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
