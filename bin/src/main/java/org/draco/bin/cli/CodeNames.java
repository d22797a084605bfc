package org.draco.bin.cli;

import java.util.Map;

/** Names of the DRACO code, accepted for ours. */
final class CodeNames {

    private static final Map<String, String> APPROACHES = Map.of("maj_vote", "repetition");

    private static final Map<String, String> MODES = Map.of("normal", "average");

    private CodeNames() {}

    static String approach(String name) {
        return APPROACHES.getOrDefault(name, name);
    }

    static String mode(String name) {
        return MODES.getOrDefault(name, name);
    }
}
