package org.draco.bin.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Option;

/** The option that brings a user's own rules and attacks; the same for all commands that know rules or attacks. */
final class JarOptions {

    @Option(
            names = "--jars",
            paramLabel = "JAR",
            split = ",",
            description =
                    "Jars with rules and attacks of your own, a local path or a URI such as hdfs:///user/me/rules.jar; see"
                            + " docs/extending.md.")
    List<String> jars = new ArrayList<>();

    /**
     * The jars on the class path, until they are closed.
     *
     * @throws FaultySpecificationException with all that is wrong with them as files
     */
    UserJars open() throws IOException, FaultySpecificationException {
        return open(new Configuration());
    }

    /** As {@link #open()}, of jars that a configuration says how to reach. */
    UserJars open(Configuration conf) throws IOException, FaultySpecificationException {
        return UserJars.open(jars, conf);
    }
}
