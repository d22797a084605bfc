package org.draco.am.client;

import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.ContainerId;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.exceptions.ApplicationNotFoundException;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.draco.am.yarn.MasterKeytab;
import org.draco.am.yarn.ReadableDiagnostics;
import org.draco.layout.ApplicationLayout;

/**
 * Applications that somebody has submitted, perhaps elsewhere and earlier: how they stand, what they logged, their end. Not
 * thread-safe.
 */
public final class Applications implements AutoCloseable {

    private final YarnConfiguration conf;
    private final YarnClient yarn;

    /**
     * Begins a conversation with YARN.
     *
     * @param conf the cluster's configuration
     * @throws IOException if no ResourceManager listens where the configuration says
     */
    public Applications(Configuration conf) throws IOException {
        this.conf = new YarnConfiguration(conf);
        this.yarn = Conversation.begin(this.conf);
    }

    /** Whether a text has the form of the id of a container of this application. */
    public static boolean isContainerOf(String application, String text) {
        try {
            ContainerId id = ContainerId.fromString(text);
            return id.toString().equals(text)
                    && id.getApplicationAttemptId()
                            .getApplicationId()
                            .toString()
                            .equals(application);
        } catch (IllegalArgumentException no) {
            return false;
        }
    }

    /** Whether a text has the form of an application's id. */
    public static boolean isId(String text) {
        try {
            return ApplicationId.fromString(text).toString().equals(text);
        } catch (IllegalArgumentException no) {
            return false;
        }
    }

    /**
     * How it stands.
     *
     * @throws IOException if the ResourceManager does not know it, or cannot be asked
     */
    public ApplicationView view(String id) throws IOException {
        return view(report(ApplicationId.fromString(id)).orElseThrow(() -> unknown(id)));
    }

    private static ApplicationView view(ApplicationReport report) {
        String url = Objects.requireNonNullElse(report.getTrackingUrl(), "");
        return new ApplicationView(
                report.getApplicationId().toString(),
                report.getName(),
                report.getUser(),
                report.getQueue(),
                YarnApplication.state(report),
                report.getProgress(),
                url.equals("N/A") ? "" : url,
                ReadableDiagnostics.of(
                        Objects.requireNonNullElse(report.getDiagnostics(), "").strip()),
                Instant.ofEpochMilli(report.getStartTime()),
                report.getFinishTime() > 0
                        ? Optional.of(Instant.ofEpochMilli(report.getFinishTime()))
                        : Optional.empty());
    }

    /**
     * Has it ended, and waits until it is. One that is over already stays as it is.
     *
     * @param job its directory, if it is known, in which secrets are to be forgotten
     * @throws IOException if it cannot be ended, or is not the user's to end
     */
    public void kill(String id, Optional<ApplicationLayout> job) throws IOException {
        try {
            yarn.killApplication(ApplicationId.fromString(id), "killed by draco kill");
        } catch (ApplicationNotFoundException absent) {
            throw unknown(id);
        } catch (YarnException cause) {
            throw new IOException(id + " could not be killed: " + cause.getMessage(), cause);
        }
        if (job.isPresent()) {
            FileSystem fs = job.get().dir().getFileSystem(conf);
            MasterKeytab.forget(fs, job.get());
        }
    }

    /**
     * Prints to standard output what its containers have logged, once it is over and the cluster has aggregated that.
     *
     * @param container the id of the only one that is wanted; empty for all
     * @throws IOException if it is not over, or there are no logs, or they cannot be read
     */
    public void printLogs(String id, Optional<String> container) throws IOException {
        ApplicationId application = ApplicationId.fromString(id);
        Optional<ApplicationReport> report = report(application);
        if (report.isPresent() && !YarnApplication.state(report.get()).isEnd()) {
            throw new IOException(
                    "%s is not over yet: its logs are gathered then; until then its page links to that of each process: %s"
                            .formatted(id, view(report.get()).trackingUrl()));
        }
        new AggregatedLogs(conf, application, report.map(ApplicationReport::getUser))
                .print(container);
    }

    /** What the ResourceManager says of it, if it knows it. */
    private Optional<ApplicationReport> report(ApplicationId id) throws IOException {
        try {
            return Optional.of(yarn.getApplicationReport(id));
        } catch (ApplicationNotFoundException unknown) {
            return Optional.empty();
        } catch (YarnException cause) {
            throw new IOException(
                    id + ": the ResourceManager does not say how it stands: " + cause.getMessage(),
                    cause);
        }
    }

    private static IOException unknown(String id) {
        return new IOException(
                id
                        + ": expected an application that the ResourceManager knows, found one that it does not know; is the id right, and does"
                        + " HADOOP_CONF_DIR (or -conf) name its cluster? yarn application -list -appStates ALL shows those that it knows");
    }

    /** Ends the conversation with YARN. */
    @Override
    public void close() {
        yarn.stop();
    }
}
