package org.draco.am.yarn;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.draco.layout.ApplicationLayout;

/**
 * The client's configuration of the cluster, written beside the job so that its containers reach the same HDFS and the
 * same ResourceManager: {@code <job>/staging/core-site.xml} and two more, readable by the owner only since it may name secrets.
 *
 * <p>The same text lies there under each name that Hadoop reads: under one name alone, the defaults of the others, which are
 * read later, would override it. They are three files, for a NodeManager lays a file into a container under one name only, and
 * of three names for one file drops two.
 *
 * <p>If the client has a {@code hadoop-metrics2-draco.properties} on its class path (in {@code HADOOP_CONF_DIR}), it lies there as well: where
 * the job's processes send their metrics.
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

    private static final List<String> NAMES =
            List.of("core-site.xml", "hdfs-site.xml", "yarn-site.xml");

    private static final String METRICS = "hadoop-metrics2-draco.properties";

    private StagedConfiguration() {}

    /** Where it lies; the names are those under which Hadoop looks for it on the class path. */
    static List<Path> paths(ApplicationLayout layout) {
        return NAMES.stream().map(name -> new Path(layout.staging(), name)).toList();
    }

    /** Where it says where metrics go, if the client says so. */
    static Path metrics(ApplicationLayout layout) {
        return new Path(layout.staging(), METRICS);
    }

    /**
     * Writes it. The first file also claims the job's name: of two clients that submit the same one, the second fails.
     *
     * @throws FileAlreadyExistsException if there is one
     */
    public static void write(Configuration client, FileSystem fs, ApplicationLayout layout)
            throws IOException {
        fs.mkdirs(layout.dir());
        FileSystem.mkdirs(fs, layout.staging(), OWNER_ONLY);
        Configuration own = differences(client);
        for (Path file : paths(layout)) {
            try (OutputStream out = fs.create(file, false)) {
                own.writeXml(out);
            }
        }
        URL metrics = client.getResource(METRICS);
        if (metrics != null) {
            try (InputStream in = metrics.openStream();
                    OutputStream out = fs.create(metrics(layout), false)) {
                in.transferTo(out);
            }
        }
    }

    /** Writes it in place of the one that is there: the job is submitted again, perhaps from another machine. */
    public static void renew(Configuration client, FileSystem fs, ApplicationLayout layout)
            throws IOException {
        for (Path file : paths(layout)) {
            fs.delete(file, false);
        }
        fs.delete(metrics(layout), false);
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
