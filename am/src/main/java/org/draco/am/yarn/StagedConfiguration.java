package org.draco.am.yarn;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.draco.layout.JobLayout;

/**
 * The client's configuration of the cluster, written beside the job so that its containers reach the same HDFS and the
 * same ResourceManager: {@code <job>/staging/hadoop-conf.xml}, readable by the owner only since it may name secrets.
 *
 * <p>It holds what differs from Hadoop's own defaults, with variables such as {@code ${user.name}} unexpanded: they mean
 * what they mean in the container. Left out are the classes that a site plugs into its daemons, which are not in our
 * archive and of no use in a container: how nodes are found in racks, and users in groups.
 */
public final class StagedConfiguration {

    private static final FsPermission OWNER_ONLY = new FsPermission((short) 0700);

    private static final List<String> SITE_CLASSES =
            List.of(
                    "net.topology.node.switch.mapping.impl",
                    "net.topology.impl",
                    "hadoop.security.group.mapping");

    private StagedConfiguration() {}

    /** Where it lies. */
    public static Path path(JobLayout layout) {
        return new Path(layout.staging(), "hadoop-conf.xml");
    }

    /**
     * Writes it. The file also claims the job's name: of two clients that submit the same one, the second fails.
     *
     * @throws FileAlreadyExistsException if there is one
     */
    public static void write(Configuration client, FileSystem fs, JobLayout layout)
            throws IOException {
        Path file = path(layout);
        fs.mkdirs(layout.dir());
        FileSystem.mkdirs(fs, file.getParent(), OWNER_ONLY);
        try (OutputStream out = fs.create(file, false)) {
            differences(client).writeXml(out);
        }
    }

    /** Writes it in place of the one that is there: the job is submitted again, perhaps from another machine. */
    public static void renew(Configuration client, FileSystem fs, JobLayout layout)
            throws IOException {
        fs.delete(path(layout), false);
        write(client, fs, layout);
    }

    /** Everything that was set by a site's files, on the command line or by a program. */
    static Configuration differences(Configuration client) {
        Configuration effective = new YarnConfiguration(client);
        Configuration own = new Configuration(false);
        for (Map.Entry<String, String> property : effective) {
            String key = property.getKey();
            if (!isDefault(effective, key) && !SITE_CLASSES.contains(key)) {
                own.set(key, effective.getRaw(key), "client");
            }
        }
        return own;
    }

    /** Hadoop names its own files {@code core-default.xml} and the like; the last source named is the one that set it. */
    private static boolean isDefault(Configuration conf, String key) {
        String[] sources = conf.getPropertySources(key);
        return sources != null
                && sources.length > 0
                && sources[sources.length - 1].endsWith("-default.xml");
    }
}
