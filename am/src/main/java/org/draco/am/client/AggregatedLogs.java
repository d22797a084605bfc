package org.draco.am.client;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.logaggregation.ContainerLogsRequest;
import org.apache.hadoop.yarn.logaggregation.filecontroller.LogAggregationFileController;
import org.apache.hadoop.yarn.logaggregation.filecontroller.LogAggregationFileControllerFactory;

/**
 * What an application's containers have logged, as the cluster has gathered it. Hadoop's own command for it is not used: it needs Jersey, which
 * Hadoop's shaded client lacks, and its helper ends in a NullPointerException where nothing was gathered. Not thread-safe.
 */
final class AggregatedLogs {

    private static final String WHEN_KNOWN =
            "logs are there some seconds after the end, where yarn.log-aggregation-enable is true, until yarn.log-aggregation.retain-seconds have passed";

    private static final String WHEN_UNKNOWN =
            "the ResourceManager does not know it: is the id right, is the application yours, and does HADOOP_CONF_DIR (or -conf) name its cluster?";

    private final Configuration conf;
    private final ApplicationId application;
    private final Optional<String> owner;

    /**
     * @param conf says where the cluster keeps logs
     * @param owner whose application it is; empty if the ResourceManager does not know it: then whoever asks
     */
    AggregatedLogs(Configuration conf, ApplicationId application, Optional<String> owner) {
        this.conf = conf;
        this.application = application;
        this.owner = owner;
    }

    /**
     * Prints them to standard output.
     *
     * @param container the id of the only one that is wanted; empty for all
     * @throws IOException if there are none, or they cannot be read
     */
    void print(Optional<String> container) throws IOException {
        ContainerLogsRequest wanted = new ContainerLogsRequest();
        wanted.setAppId(application);
        wanted.setAppOwner(user());
        wanted.setAppFinished(true);
        wanted.setBytes(Long.MAX_VALUE);
        wanted.setLogTypes(Set.of());
        container.ifPresent(wanted::setContainerId);
        if (!files().readAggregatedLogs(wanted, null)) { // null: to standard output
            throw nothing(
                    container
                            .map(id -> "none of " + id + "; without --container all are printed")
                            .orElse("files in which nothing is"));
        }
    }

    private String user() throws IOException {
        return owner.isPresent()
                ? owner.get()
                : UserGroupInformation.getCurrentUser().getShortUserName();
    }

    /** Of the format in which they were written. */
    private LogAggregationFileController files() throws IOException {
        try {
            return new LogAggregationFileControllerFactory(conf)
                    .getFileControllerForRead(application, user());
        } catch (IOException ofEachFormat) {
            String reasons =
                    ofEachFormat.getMessage().lines().distinct().collect(Collectors.joining(" "));
            throw nothing(
                    "none%s; %s"
                            .formatted(
                                    reasons.isEmpty() ? "" : " (" + reasons + ")",
                                    owner.isPresent() ? WHEN_KNOWN : WHEN_UNKNOWN));
        }
    }

    private IOException nothing(String found) throws IOException {
        return new IOException(
                "%s: expected its logs below %s (%s), in a directory of user %s, found %s"
                        .formatted(
                                application,
                                conf.get(
                                        YarnConfiguration.NM_REMOTE_APP_LOG_DIR,
                                        YarnConfiguration.DEFAULT_NM_REMOTE_APP_LOG_DIR),
                                YarnConfiguration.NM_REMOTE_APP_LOG_DIR,
                                user(),
                                found));
    }
}
