package org.draco.am.client;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationSubmissionContext;
import org.apache.hadoop.yarn.api.records.LogAggregationContext;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.exceptions.ApplicationNotFoundException;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.draco.am.yarn.ContainerLaunch;
import org.draco.am.yarn.MasterArguments;
import org.draco.am.yarn.MasterKeytab;
import org.draco.am.yarn.Role;
import org.draco.layout.job.JobApplication;
import org.draco.layout.job.JobSpec;
import org.draco.layout.job.Recovery;

/**
 * What YARN is asked to run, whatever it is for: an ApplicationMaster, which asks for the rest if it needs any.
 *
 * @param role of the ApplicationMaster: that of a fleet, or one that works alone
 * @param usualName shown in YARN's lists, unless the entry has another
 * @param containers what the ApplicationMaster's gets, and the queue
 * @param recovery how many ApplicationMasters there may be, one after another
 * @param launch how it is started
 * @param arguments what it is told
 * @param credentials tokens and secrets for it
 * @param keytab of the user, for it, if he has given one
 * @param entry how it stands in the queue
 */
record ApplicationRequest(
        Role role,
        String usualName,
        JobSpec.Containers containers,
        Recovery recovery,
        ContainerLaunch launch,
        MasterArguments arguments,
        Credentials credentials,
        MasterKeytab keytab,
        QueueEntry entry) {

    /** Shown by {@code yarn application -list}. */
    private static final String APPLICATION_TYPE = "DRACO";

    /** An ApplicationMaster that failed longer ago than this counts no more: a job of weeks outlives more of them. */
    private static final long FAILURES_COUNT_MILLIS = TimeUnit.HOURS.toMillis(1);

    /** Says all of it. */
    void describe(ApplicationSubmissionContext context) throws IOException {
        entry.describe(context, usualName);
        context.setApplicationType(APPLICATION_TYPE);
        context.setQueue(containers.queue());
        context.setMaxAppAttempts(recovery.masterAttempts());
        context.setAttemptFailuresValidityInterval(FAILURES_COUNT_MILLIS);
        context.setKeepContainersAcrossApplicationAttempts(true);
        context.setResource(role.resource(containers));
        context.setAMContainerSpec(launch.context(role, arguments.words(), credentials));
        context.setLogAggregationContext(LogAggregationContext.newInstance(".*", ""));
        keytab.addTo(context.getAMContainerSpec());
    }

    /**
     * Why a directory cannot have a new application: two must not work in one at once. One that the ResourceManager has forgotten is
     * over.
     *
     * @param what it is of, for the message
     * @param last the last application that the directory has had
     */
    static List<String> notOver(YarnClient yarn, String what, Optional<JobApplication> last)
            throws IOException, YarnException {
        if (last.isEmpty()) {
            return List.of();
        }
        ApplicationId id = ApplicationId.fromString(last.get().id());
        try {
            TrainingState state = new YarnApplication(yarn, id, "").status().state();
            return state.isEnd()
                    ? List.of()
                    : List.of(
                            "%s: expected one that is over, found %s, which is %s; wait for it or kill it"
                                    .formatted(what, id, state));
        } catch (IOException cause) {
            if (cause.getCause() instanceof ApplicationNotFoundException) {
                return List.of();
            }
            throw cause;
        }
    }
}
