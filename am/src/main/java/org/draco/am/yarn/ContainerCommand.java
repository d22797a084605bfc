package org.draco.am.yarn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hadoop.yarn.api.ApplicationConstants;
import org.draco.layout.job.JobSpec;

/**
 * The shell command that starts one process of the job.
 *
 * <p>A NodeManager writes it into a script as {@code exec /bin/bash -c "COMMAND"}, in the container's working directory.
 * So the outer shell expands {@code $PWD} and {@code $JAVA_HOME} first, and words that come from outside are quoted for
 * both shells. The command ends in an {@code exec}, so that signals reach the JVM and no shell lingers.
 */
final class ContainerCommand {

    /** Where the native libraries of JavaCPP are unpacked, as the container sees it. */
    static final String NATIVE_CACHE = "native-cache";

    /** Of the master's heap, for what is soon forgotten; a step's vectors are too large for it, and are to have the rest. */
    private static final int MASTER_NEW_MB = 32;

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    /**
     * The containers of a node share one unpacked copy of the native libraries: a directory inside of the localised
     * archive, which belongs to the user. Where a cluster makes that read-only, each container unpacks its own.
     */
    private static final String SHARE_NATIVE_CACHE =
            "mkdir -p %1$s/%2$s 2>/dev/null && test -w %1$s/%2$s && ln -s %1$s/%2$s %2$s || mkdir -p %2$s;"
                    .formatted(ContainerFiles.ARCHIVE_LINK, NATIVE_CACHE);

    /**
     * The aggregation rules' fast kernels need a module that only some Java has; the outer shell looks, since a JVM that is
     * told to take a module it has not does not start.
     */
    private static final String VECTOR_MODULE =
            "$(grep -qs jdk.incubator.vector %s/release && echo --add-modules=jdk.incubator.vector)";

    private ContainerCommand() {}

    /**
     * @param role which program, and how much memory it has
     * @param javaHome the Java to use on every node; empty for the node's own {@code JAVA_HOME}, else {@code java}
     * @param arguments the program's own, unquoted
     */
    static String of(
            Role role,
            JobSpec.Containers sizes,
            Optional<String> javaHome,
            List<String> arguments) {
        List<String> words = new ArrayList<>();
        if (role.computes()) {
            words.add(SHARE_NATIVE_CACHE);
        }
        words.add("exec");
        words.add(
                javaHome.map(home -> quoted(home + "/bin/java"))
                        .orElse("${JAVA_HOME:+$JAVA_HOME/bin/}java"));
        words.add(VECTOR_MODULE.formatted(javaHome.orElse("$JAVA_HOME")));
        words.addAll(jvmFlags(role, sizes));
        words.add(role.mainClass());
        arguments.forEach(argument -> words.add(quoted(argument)));
        words.add("1>" + ApplicationConstants.LOG_DIR_EXPANSION_VAR + "/stdout");
        words.add("2>" + ApplicationConstants.LOG_DIR_EXPANSION_VAR + "/stderr");
        return words.stream().collect(Collectors.joining(" "));
    }

    private static List<String> jvmFlags(Role role, JobSpec.Containers sizes) {
        List<String> flags = new ArrayList<>();
        flags.add("-Xmx" + role.heapMb(sizes) + "m");
        // A JVM that limps on without memory answers late for ever; a dead one is an erasure.
        flags.add("-XX:+ExitOnOutOfMemoryError");
        flags.add("-XX:ErrorFile=" + ApplicationConstants.LOG_DIR_EXPANSION_VAR + "/hs_err.log");
        flags.add("-Djava.io.tmpdir=$PWD/tmp");
        // Small heaps, many JVMs on a node: helper threads of a parallel collector would fight over
        // the cores. And the master's vectors, of up to hundreds of megabytes, must find room in a
        // heap that is hardly larger than all of them: this collector leaves no gaps.
        flags.add("-XX:+UseSerialGC");
        if (role == Role.MASTER) {
            flags.add("-XX:MaxNewSize=" + MASTER_NEW_MB + "m");
        }
        if (role.computes()) {
            flags.add("-Dorg.eclipse.deeplearning4j.helpers.disable=false");
            flags.add("-Dorg.bytedeco.javacpp.cachedir=$PWD/" + NATIVE_CACHE);
            // JavaCPP then complains by name before YARN kills the container without a word.
            flags.add("-Dorg.bytedeco.javacpp.maxphysicalbytes=" + role.memoryMb(sizes) + "m");
        }
        return flags;
    }

    /** One word, whatever it contains: single quotes for the inner shell, backslashes for the outer one. */
    static String quoted(String word) {
        if (PLAIN.matcher(word).matches()) {
            return word;
        }
        String forInner = "'" + word.replace("'", "'\\''") + "'";
        return forInner.replaceAll("[\\\\\"$`]", "\\\\$0");
    }
}
