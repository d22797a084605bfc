package org.draco.am.yarn;

import java.util.Map;
import org.apache.hadoop.yarn.api.ApplicationConstants.Environment;
import org.apache.hadoop.yarn.api.records.ContainerId;

/**
 * What YARN tells the ApplicationMaster of itself.
 *
 * @param host by which the other nodes reach this one
 * @param attempt how often an ApplicationMaster of this application has been started, from 1
 */
record MasterEnvironment(String host, int attempt) {

    /** @throws IllegalArgumentException if this process was not started by YARN */
    static MasterEnvironment of(Map<String, String> variables) {
        String container = required(variables, Environment.CONTAINER_ID.key());
        return new MasterEnvironment(
                required(variables, Environment.NM_HOST.key()),
                ContainerId.fromString(container).getApplicationAttemptId().getAttemptId());
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
