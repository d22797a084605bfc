package org.draco.bin.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Clusters whose containers live for seconds, in which Java's second compiler costs more than it brings: theirs have the first one
 * alone, which takes a third of a job's processor time away. What is computed is the same to the bit. Not for benchmarks, and not for
 * jobs that take minutes.
 */
public final class BriefContainers {

    /** The first compiler alone. */
    static final String JAVA = "-XX:TieredStopAtLevel=1";

    private BriefContainers() {}

    /** An embedded cluster of such containers; see {@link EmbeddedCluster#start}. */
    public static EmbeddedCluster start(Path directory, int memoryMb) throws IOException {
        return EmbeddedCluster.start(directory, memoryMb, settings(), System.out::println);
    }

    /** What such containers are on any embedded cluster; can be added to. */
    public static Map<String, String> settings() {
        return settings("");
    }

    /**
     * As above, of containers that need more of Java.
     *
     * @param more options of their JVMs, without commas
     */
    static Map<String, String> settings(String more) {
        Map<String, String> settings = new HashMap<>();
        settings.put(
                "yarn.nodemanager.admin-env",
                "JAVA_HOME=%s,JAVA_TOOL_OPTIONS=%s"
                        .formatted(System.getProperty("java.home"), (JAVA + " " + more).strip()));
        return settings;
    }
}
