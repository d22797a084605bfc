package org.draco.am.timeline;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is new of an entity, in the words of the collector's REST interface; what was sent before stays.
 *
 * @param type what kind of thing it is
 * @param id which of that kind
 * @param identifier both again: collectors before Hadoop 3.5 read the former, later ones this
 * @param createdtime milliseconds since 1970, or nothing to leave it as it is
 * @param info facts, by name; numbers, booleans and strings
 * @param metrics time series
 * @param events what happened
 */
record TimelineEntity(
        String type,
        String id,
        Identifier identifier,
        Optional<Long> createdtime,
        Map<String, Object> info,
        List<Metric> metrics,
        List<Event> events) {

    /** Kind and name. */
    record Identifier(String type, String id) {}

    /**
     * Points of a time series. They are whole numbers, for the service's usual storage takes no others.
     *
     * @param values by milliseconds since 1970
     */
    record Metric(String id, String type, Map<Long, Long> values) {

        private static final String TIME_SERIES = "TIME_SERIES";

        static Metric point(String id, long atMillis, long value) {
            return new Metric(id, TIME_SERIES, Map.of(atMillis, value));
        }
    }

    /**
     * Something that happened. The service tells two of one id apart by their times.
     *
     * @param timestamp milliseconds since 1970
     */
    record Event(String id, long timestamp, Map<String, Object> info) {}

    TimelineEntity(
            String type,
            String id,
            Optional<Long> createdtime,
            Map<String, Object> info,
            List<Metric> metrics,
            List<Event> events) {
        this(type, id, new Identifier(type, id), createdtime, info, metrics, events);
    }

    /** Copies the collections. */
    TimelineEntity {
        info = Map.copyOf(info);
        metrics = List.copyOf(metrics);
        events = List.copyOf(events);
    }

    boolean saysNothing() {
        return createdtime.isEmpty() && info.isEmpty() && metrics.isEmpty() && events.isEmpty();
    }
}
