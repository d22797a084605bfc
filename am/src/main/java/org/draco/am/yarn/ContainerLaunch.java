package org.draco.am.yarn;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.io.DataOutputBuffer;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.yarn.api.ApplicationConstants.Environment;
import org.apache.hadoop.yarn.api.records.ApplicationAccessType;
import org.apache.hadoop.yarn.api.records.ContainerLaunchContext;
import org.draco.layout.job.Acls;
import org.draco.layout.job.JobSpec;

/**
 * How any process of the job is started: the client starts the ApplicationMaster with it, and that the others.
 *
 * @param sizes memory and threads of each role
 * @param files what is laid into the working directory
 * @param javaHome the Java to use on every node; empty for each node's own
 * @param hadoopUser whom the processes are on a cluster without Kerberos, where the name alone counts and a NodeManager
 *     may run everybody's containers as one system user; empty on a secure cluster
 */
public record ContainerLaunch(
        JobSpec.Containers sizes,
        ContainerFiles files,
        Optional<String> javaHome,
        Optional<String> hadoopUser) {

    /**
     * ND4J's own: of the backends on the class path it tries the one of the highest priority first. In a distribution with CUDA
     * that is CUDA, so whoever is to compute on the processor needs this.
     */
    private static final Map<String, String> PROCESSOR_FIRST =
            Map.of("BACKEND_PRIORITY_CPU", "1000");

    /** cuBLAS's own: with a workspace for each stream it repeats its bits though several streams compute. */
    private static final Map<String, String> GPU_NUMERICS =
            Map.of("CUBLAS_WORKSPACE_CONFIG", ":4096:8");

    /** A launch by the current user. */
    public static ContainerLaunch byCurrentUser(
            JobSpec.Containers sizes, ContainerFiles files, Optional<String> javaHome)
            throws IOException {
        Optional<String> user =
                UserGroupInformation.isSecurityEnabled()
                        ? Optional.empty()
                        : Optional.of(UserGroupInformation.getCurrentUser().getShortUserName());
        return new ContainerLaunch(sizes, files, javaHome, user);
    }

    /**
     * The order to a NodeManager. Its text form contains the credentials: never log it.
     *
     * @param credentials tokens and secrets for this process alone; they travel nowhere else
     */
    public ContainerLaunchContext context(
            Role role, List<String> arguments, Credentials credentials) throws IOException {
        return ContainerLaunchContext.newInstance(
                files.resources(),
                environment(role),
                List.of(ContainerCommand.of(role, sizes, javaHome, arguments)),
                Map.of(),
                serialized(credentials),
                acls(sizes.acls()));
    }

    /** Every container has them: those of the first one on a node are its logs', too. */
    private static Map<ApplicationAccessType, String> acls(Acls acls) {
        Map<ApplicationAccessType, String> given = new EnumMap<>(ApplicationAccessType.class);
        if (!acls.view().isEmpty()) {
            given.put(ApplicationAccessType.VIEW_APP, acls.view());
        }
        if (!acls.modify().isEmpty()) {
            given.put(ApplicationAccessType.MODIFY_APP, acls.modify());
        }
        return given;
    }

    private Map<String, String> environment(Role role) {
        Map<String, String> environment = new TreeMap<>();
        environment.put(Environment.CLASSPATH.key(), files.classPath());
        environment.putAll(sizes.numerics());
        environment.putAll(role.gpus(sizes) > 0 ? GPU_NUMERICS : PROCESSOR_FIRST);
        hadoopUser.ifPresent(user -> environment.put("HADOOP_USER_NAME", user));
        return environment;
    }

    private static ByteBuffer serialized(Credentials credentials) throws IOException {
        DataOutputBuffer buffer = new DataOutputBuffer();
        credentials.writeTokenStorageToStream(buffer);
        return ByteBuffer.wrap(buffer.getData(), 0, buffer.getLength());
    }
}
