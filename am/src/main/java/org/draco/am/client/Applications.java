package org.draco.am.client;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.client.cli.LogsCLI;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
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
        try {
            return view(yarn.getApplicationReport(ApplicationId.fromString(id)));
        } catch (YarnException cause) {
            throw new IOException(
                    id + ": the ResourceManager does not say how it stands: " + cause.getMessage(),
                    cause);
        }
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
        } catch (YarnException cause) {
            throw new IOException(id + " could not be killed: " + cause.getMessage(), cause);
        }
        if (job.isPresent()) {
            FileSystem fs = job.get().dir().getFileSystem(conf);
            MasterKeytab.forget(fs, job.get());
        }
    }

    /**
     * Prints what its containers have logged to standard output, as {@code yarn logs} does.
     *
     * @param container the id of the only one that is wanted; empty for all
     * @return whether there were any
     */
    public boolean printLogs(String id, Optional<String> container) throws IOException {
        List<String> words = new ArrayList<>(List.of("-applicationId", id));
        container.ifPresent(only -> words.addAll(List.of("-containerId", only)));
        LogsCLI logs = new LogsCLI();
        logs.setConf(WithoutTimeline.of(conf));
        try {
            return logs.run(words.toArray(String[]::new)) == 0;
        } catch (IOException | RuntimeException cause) {
            throw cause;
        } catch (Exception cause) {
            throw new IOException(id + ": its logs cannot be read: " + cause.getMessage(), cause);
        }
    }

    /** Ends the conversation with YARN. */
    @Override
    public void close() {
        yarn.stop();
    }
}
