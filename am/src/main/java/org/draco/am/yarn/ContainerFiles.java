package org.draco.am.yarn;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.yarn.api.records.LocalResource;
import org.apache.hadoop.yarn.api.records.LocalResourceType;
import org.apache.hadoop.yarn.api.records.LocalResourceVisibility;
import org.apache.hadoop.yarn.api.records.URL;
import org.draco.layout.ApplicationLayout;
import org.draco.layout.JobLayout;
import org.draco.layout.job.JobSpec;

/**
 * What YARN lays into the working directory of each container, and the class path over it.
 *
 * <pre>
 *   draco/             the distribution archive, unpacked: lib/*.jar, conf/
 *   hadoop-conf/       core-site.xml, hdfs-site.xml, yarn-site.xml: the client's configuration of the cluster;
 *                      hadoop-metrics2-draco.properties, if the client has one
 *   jars/              the user's own jars, if the job has any
 *   ...                the user's own files, each under its name
 * </pre>
 *
 * The class path is {@code hadoop-conf}, {@code draco/conf}, {@code draco/lib/*}, then the user's jars in the job's order, and
 * nothing of the node's: what runs is what was built, and no jar of a user's can take the place of a class of Draco's. Where HDFS and YARN are, a container learns from the client's own configuration, sent along
 * as {@linkplain StagedConfiguration three files}.
 *
 * <p>The archive is private to the user and shared by all his jobs on a node, so its directory can hold the unpacked
 * native libraries too; the configuration may name secrets and is shared within the application only.
 */
public final class ContainerFiles {

    /** The unpacked archive, as a container sees it. */
    static final String ARCHIVE_LINK = "draco";

    private static final String CONF_LINK = "hadoop-conf";

    private static final String JARS_LINK = "jars";

    /** What no file of a user's may be called: something else has that name in a working directory. */
    public static final List<String> RESERVED =
            List.of(
                    ARCHIVE_LINK,
                    CONF_LINK,
                    JARS_LINK,
                    MasterKeytab.LINK,
                    ContainerCommand.NATIVE_CACHE,
                    "tmp",
                    "container_tokens",
                    "launch_container.sh",
                    "default_container_executor.sh",
                    "default_container_executor_session.sh");

    private final Map<String, LocalResource> resources = new TreeMap<>();
    private final List<String> classPath =
            new ArrayList<>(List.of(CONF_LINK, ARCHIVE_LINK + "/conf", ARCHIVE_LINK + "/lib/*"));

    /**
     * @param conf to reach the file systems with
     * @param archive the distribution, a {@code .tar.gz} on a file system that every node can reach
     * @param layout the application's directory, in which the client's configuration lies
     * @param job the directory in which the user's jars and files lie; the same, unless another application is about this job
     * @param jars the user's jars as the job names them
     * @throws FileNotFoundException if any of them is missing
     */
    public ContainerFiles(
            Configuration conf,
            Path archive,
            ApplicationLayout layout,
            JobLayout job,
            List<JobSpec.Jar> jars)
            throws IOException {
        resources.put(
                ARCHIVE_LINK,
                resource(
                        conf, archive, LocalResourceType.ARCHIVE, LocalResourceVisibility.PRIVATE));
        List<Path> configuration = new ArrayList<>(StagedConfiguration.paths(layout));
        Path metrics = StagedConfiguration.metrics(layout);
        if (metrics.getFileSystem(conf).exists(metrics)) {
            configuration.add(metrics);
        }
        for (Path file : configuration) {
            resources.put(
                    CONF_LINK + "/" + file.getName(),
                    resource(
                            conf,
                            file,
                            LocalResourceType.FILE,
                            LocalResourceVisibility.APPLICATION));
        }
        for (int i = 0; i < jars.size(); i++) {
            Path jar = job.jar(i, jars.get(i).name());
            String link = JARS_LINK + "/" + jar.getName();
            resources.put(
                    link,
                    resource(
                            conf,
                            jar,
                            LocalResourceType.FILE,
                            LocalResourceVisibility.APPLICATION));
            classPath.add(link);
        }
        for (Path file : usersFiles(conf, job)) {
            resources.put(
                    file.getName(),
                    resource(
                            conf,
                            file,
                            LocalResourceType.FILE,
                            LocalResourceVisibility.APPLICATION));
        }
    }

    private static List<Path> usersFiles(Configuration conf, JobLayout layout) throws IOException {
        FileSystem fs = layout.files().getFileSystem(conf);
        List<Path> files = new ArrayList<>();
        if (fs.exists(layout.files())) {
            for (FileStatus status : fs.listStatus(layout.files())) {
                files.add(status.getPath());
            }
        }
        return files;
    }

    /** YARN checks length and date again when it fetches: a file changed meanwhile is refused. */
    private static LocalResource resource(
            Configuration conf,
            Path file,
            LocalResourceType type,
            LocalResourceVisibility visibility)
            throws IOException {
        FileStatus status = file.getFileSystem(conf).getFileStatus(file);
        return LocalResource.newInstance(
                URL.fromPath(status.getPath()),
                type,
                visibility,
                status.getLen(),
                status.getModificationTime());
    }

    /** By the name under which a container finds it. */
    Map<String, LocalResource> resources() {
        return Map.copyOf(resources);
    }

    /** For the environment variable CLASSPATH; relative to the container's working directory. */
    String classPath() {
        return String.join(":", classPath);
    }
}
