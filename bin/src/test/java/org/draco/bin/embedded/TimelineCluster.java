package org.draco.bin.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.service.AbstractService;
import org.apache.hadoop.yarn.api.records.timeline.TimelineHealth;
import org.apache.hadoop.yarn.api.records.timelineservice.TimelineDomain;
import org.apache.hadoop.yarn.api.records.timelineservice.TimelineEntities;
import org.apache.hadoop.yarn.api.records.timelineservice.TimelineEntity;
import org.apache.hadoop.yarn.api.records.timelineservice.TimelineWriteResponse;
import org.apache.hadoop.yarn.server.timelineservice.collector.PerNodeTimelineCollectorsAuxService;
import org.apache.hadoop.yarn.server.timelineservice.collector.TimelineCollectorContext;
import org.apache.hadoop.yarn.server.timelineservice.storage.TimelineAggregationTrack;
import org.apache.hadoop.yarn.server.timelineservice.storage.TimelineWriter;

/** An embedded cluster with a timeline service of version 2, whose collector writes into this process's memory. */
public final class TimelineCluster {

    private static final Queue<Written> WRITTEN = new ConcurrentLinkedQueue<>();

    /**
     * An entity, or what is new of it, as the collector hands it to its storage.
     *
     * @param user who has put it
     */
    public record Written(String application, String user, TimelineEntity entity) {}

    private TimelineCluster() {}

    /** Starts it; see {@link EmbeddedCluster#start}. */
    public static EmbeddedCluster start(Path directory, int memoryMb) throws IOException {
        WRITTEN.clear();
        Map<String, String> settings = BriefContainers.settings();
        settings.putAll(
                Map.of(
                        "yarn.timeline-service.enabled",
                        "true",
                        "yarn.timeline-service.version",
                        "2.0f",
                        "yarn.timeline-service.writer.class",
                        Storage.class.getName(),
                        "yarn.nodemanager.aux-services",
                        "timeline_collector",
                        "yarn.nodemanager.aux-services.timeline_collector.class",
                        PerNodeTimelineCollectorsAuxService.class.getName(),
                        // The NodeManager's end waits as long as a collector outlives its job.
                        "yarn.timeline-service.app-collector.linger-period.ms",
                        "1000"));
        return EmbeddedCluster.start(directory, memoryMb, settings, System.out::println);
    }

    /** What was written of an application's entities of a type, in order. */
    public static List<Written> written(String application, String type) {
        return WRITTEN.stream()
                .filter(one -> one.application().equals(application))
                .filter(one -> one.entity().getType().equals(type))
                .toList();
    }

    /** Made by name, in the NodeManager. */
    public static final class Storage extends AbstractService implements TimelineWriter {

        /** As Hadoop makes it. */
        public Storage() {
            super(Storage.class.getName());
        }

        @Override
        public TimelineWriteResponse write(
                TimelineCollectorContext context,
                TimelineEntities entities,
                UserGroupInformation caller) {
            for (TimelineEntity entity : entities.getEntities()) {
                WRITTEN.add(new Written(context.getAppId(), caller.getShortUserName(), entity));
            }
            return new TimelineWriteResponse();
        }

        @Override
        public TimelineWriteResponse write(
                TimelineCollectorContext context, TimelineDomain domain) {
            return new TimelineWriteResponse();
        }

        @Override
        public TimelineWriteResponse aggregate(
                TimelineEntity data, TimelineAggregationTrack track) {
            return new TimelineWriteResponse();
        }

        @Override
        public void flush() {
            // Memory is never behind.
        }

        @Override
        public TimelineHealth getHealthStatus() {
            return new TimelineHealth(TimelineHealth.TimelineHealthStatus.RUNNING, "");
        }
    }
}
