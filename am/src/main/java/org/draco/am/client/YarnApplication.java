package org.draco.am.client;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.yarn.api.records.ApplicationAttemptReport;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.api.records.NodeReport;
import org.apache.hadoop.yarn.api.records.NodeState;
import org.apache.hadoop.yarn.api.records.QueueInfo;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.exceptions.YarnException;

/** An application on a real ResourceManager. */
final class YarnApplication implements Application {

    /** Of an ApplicationMaster that has not registered. */
    private static final String UNKNOWN = "N/A";

    private final YarnClient yarn;
    private final ApplicationId id;
    private final String queue;

    YarnApplication(YarnClient yarn, ApplicationId id, String queue) {
        this.yarn = yarn;
        this.id = id;
        this.queue = queue;
    }

    @Override
    public String id() {
        return id.toString();
    }

    @Override
    public Status status() throws IOException {
        try {
            ApplicationReport report = yarn.getApplicationReport(id);
            String detail = report.getDiagnostics() == null ? "" : report.getDiagnostics().strip();
            return new Status(state(report), detail, report.getTrackingUrl(), report.getProgress());
        } catch (YarnException cause) {
            throw new IOException(
                    id + ": the ResourceManager does not say how it stands: " + cause.getMessage(),
                    cause);
        }
    }

    /** The states of YARN that a person tells apart. */
    static TrainingState state(ApplicationReport report) {
        return switch (report.getYarnApplicationState()) {
            case NEW, NEW_SAVING, SUBMITTED, ACCEPTED -> TrainingState.ACCEPTED;
            case RUNNING -> TrainingState.RUNNING;
            case FINISHED ->
                    report.getFinalApplicationStatus() == FinalApplicationStatus.SUCCEEDED
                            ? TrainingState.SUCCEEDED
                            : TrainingState.FAILED;
            case FAILED -> TrainingState.FAILED;
            case KILLED -> TrainingState.KILLED;
        };
    }

    @Override
    public String surroundings() {
        try {
            QueueInfo info = yarn.getQueueInfo(queue);
            String ofQueue =
                    info == null
                            ? "queue " + queue + ": unknown to the ResourceManager"
                            : "queue %s: %s, %.0f %% of its capacity in use"
                                    .formatted(
                                            queue,
                                            info.getQueueState(),
                                            100 * info.getCurrentCapacity());
            return ofQueue + "; " + nodes();
        } catch (YarnException | IOException cause) {
            return "queue "
                    + queue
                    + ": the ResourceManager does not describe it: "
                    + cause.getMessage();
        }
    }

    private String nodes() throws YarnException, IOException {
        long freeMb = 0;
        int nodes = 0;
        for (NodeReport node : yarn.getNodeReports(NodeState.RUNNING)) {
            nodes++;
            long usedMb = node.getUsed() == null ? 0 : node.getUsed().getMemorySize();
            freeMb = Math.max(freeMb, node.getCapability().getMemorySize() - usedMb);
        }
        return "nodes running: " + nodes + ", most memory free on one: " + freeMb + " MB";
    }

    @Override
    public List<String> masters() throws IOException {
        try {
            return yarn.getApplicationAttempts(id).stream().map(YarnApplication::line).toList();
        } catch (YarnException cause) {
            throw new IOException(
                    id
                            + ": the ResourceManager does not name its ApplicationMasters: "
                            + cause.getMessage(),
                    cause);
        }
    }

    private static String line(ApplicationAttemptReport attempt) {
        String host = attempt.getHost();
        return "ApplicationMaster %d: %s%s, %s"
                .formatted(
                        attempt.getApplicationAttemptId().getAttemptId(),
                        attempt.getAMContainerId() == null
                                ? "no container"
                                : attempt.getAMContainerId(),
                        host == null || host.equals(UNKNOWN) ? "" : " on host " + host,
                        attempt.getYarnApplicationAttemptState().name().toLowerCase(Locale.ROOT));
    }

    @Override
    public void kill(String why) throws IOException {
        try {
            yarn.killApplication(id, why);
        } catch (YarnException cause) {
            throw new IOException(id + " could not be killed: " + cause.getMessage(), cause);
        }
    }
}
