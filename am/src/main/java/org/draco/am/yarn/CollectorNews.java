package org.draco.am.yarn;

import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.yarn.api.records.CollectorInfo;
import org.apache.hadoop.yarn.api.records.Token;
import org.apache.hadoop.yarn.api.records.timelineservice.TimelineEntity;
import org.apache.hadoop.yarn.client.api.TimelineV2Client;
import org.apache.hadoop.yarn.util.ConverterUtils;
import org.draco.am.timeline.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears from the ResourceManager, with its heartbeats, where the application's collector is: that is told to a timeline client
 * and to nobody else. {@link Collector} does the talking, so this one takes no entities.
 */
final class CollectorNews extends TimelineV2Client {

    private static final Logger LOG = LoggerFactory.getLogger(CollectorNews.class);

    private final Collector collector;
    private CollectorInfo last;

    CollectorNews(Collector collector) {
        super("collector-news");
        this.collector = collector;
    }

    @Override
    public synchronized void setTimelineCollectorInfo(CollectorInfo info) {
        if (info.getCollectorAddr() == null || info.equals(last)) {
            return;
        }
        last = info;
        try {
            collector.isAt(info.getCollectorAddr(), token(info.getCollectorToken()));
            LOG.info("The timeline service's collector is at {}", info.getCollectorAddr());
        } catch (IOException cause) {
            LOG.warn("The timeline service's token cannot be used: {}", cause.toString());
        }
    }

    private static Optional<String> token(Token token) throws IOException {
        return token == null
                ? Optional.empty()
                : Optional.of(
                        ConverterUtils.convertFromYarn(token, new Text(token.getService()))
                                .encodeToUrlString());
    }

    private static UnsupportedOperationException deaf() {
        return new UnsupportedOperationException("entities go to " + Collector.class.getName());
    }

    @Override
    public void putEntities(TimelineEntity... entities) {
        throw deaf();
    }

    @Override
    public void putEntitiesAsync(TimelineEntity... entities) {
        throw deaf();
    }

    @Override
    public void putSubAppEntities(TimelineEntity... entities) {
        throw deaf();
    }

    @Override
    public void putSubAppEntitiesAsync(TimelineEntity... entities) {
        throw deaf();
    }
}
