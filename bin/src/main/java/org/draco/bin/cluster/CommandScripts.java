package org.draco.bin.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Hadoop's commands {@code hdfs} and {@code yarn}, as far as a person needs them here, as scripts that know their cluster. */
final class CommandScripts {

    static final List<String> NAMES = List.of("hdfs", "yarn");

    private CommandScripts() {}

    static void write(ClusterDirectory directory, HadoopJars hadoop) throws IOException {
        for (String name : NAMES) {
            String text =
                    resource(name + ".sh")
                            .replace("@JAVA_HOME@", quoted(System.getProperty("java.home")))
                            .replace("@CONF@", quoted(directory.conf().toString()))
                            .replace("@CLASS_PATH@", quoted(hadoop.classPath(directory)));
            Path script = directory.bin().resolve(name);
            Files.writeString(script, text);
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    /** As a shell takes it for one word, whatever is in it. */
    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = CommandScripts.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(
                        name
                                + ": expected beside "
                                + CommandScripts.class.getName()
                                + ", found nothing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
