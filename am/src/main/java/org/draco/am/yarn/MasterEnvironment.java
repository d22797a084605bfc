package org.draco.am.yarn;

import java.util.Map;
import org.apache.hadoop.yarn.api.ApplicationConstants;
import org.apache.hadoop.yarn.api.ApplicationConstants.Environment;
import org.apache.hadoop.yarn.api.records.ApplicationAttemptId;
import org.apache.hadoop.yarn.api.records.ContainerId;

/**
 * What YARN tells the ApplicationMaster of itself.
 *
 * @param host by which the other nodes reach this one
 * @param attempt how often an ApplicationMaster of this application has been started, from 1
 * @param application its id
 * @param proxyBase the application's path on YARN's proxy, e.g. {@code /proxy/application_1_0001}
 */
record MasterEnvironment(String host, int attempt, String application, String proxyBase) {

    /** @throws IllegalArgumentException if this process was not started by YARN */
    static MasterEnvironment of(Map<String, String> variables) {
        ApplicationAttemptId attempt =
                ContainerId.fromString(required(variables, Environment.CONTAINER_ID.key()))
                        .getApplicationAttemptId();
        String application = attempt.getApplicationId().toString();
        return new MasterEnvironment(
                required(variables, Environment.NM_HOST.key()),
                attempt.getAttemptId(),
                application,
                variables.getOrDefault(
                        ApplicationConstants.APPLICATION_WEB_PROXY_BASE_ENV,
                        "/proxy/" + application));
    }

    private static String required(Map<String, String> variables, String name) {
        String value = variables.get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "environment: expected " + name + " as YARN sets it, found nothing");
        }
        return value;
    }
}
