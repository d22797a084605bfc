package org.draco.am.client;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.junit.jupiter.api.Test;

class WithoutTimelineTest {

    private static YarnConfiguration ofACluster() {
        YarnConfiguration conf = new YarnConfiguration();
        conf.setBoolean(YarnConfiguration.TIMELINE_SERVICE_ENABLED, true);
        conf.set(YarnConfiguration.TIMELINE_SERVICE_VERSION, "2.0f");
        return conf;
    }

    private static void begin(YarnConfiguration conf) {
        try (YarnClient yarn = YarnClient.createYarnClient()) {
            yarn.init(conf);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Should this begin to pass, Hadoop's shaded client has what it lacked, and this class is not needed any more. */
    @Test
    void hadoopsClientAloneDoesNotBegin() {
        assertThrows(NoClassDefFoundError.class, () -> begin(ofACluster()));
    }

    @Test
    void itBeginsWithoutTheTimelineService() {
        YarnConfiguration cluster = ofACluster();
        begin(WithoutTimeline.of(cluster));
        assertTrue(
                YarnConfiguration.timelineServiceV2Enabled(cluster), "containers are told of it");
    }
}
