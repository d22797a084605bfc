package org.draco.am.link;

import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the log says of connections that came to nothing: each once, but no more lines than a person would read. Thread-safe. */
final class Refusals {

    private static final Logger LOG = LoggerFactory.getLogger(ParameterServer.class);

    private final Allowance lines;
    private final AtomicLong untold = new AtomicLong();

    Refusals(LongSupplier nanoClock) {
        this.lines =
                new Allowance(
                        Limits.LOG_LINES,
                        TimeUnit.SECONDS.toNanos(Limits.SECONDS_PER_LOG_LINE),
                        nanoClock);
    }

    /** @param who whose connection it was, as far as it is known */
    void log(String who, SocketAddress from, String why) {
        if (!lines.take()) {
            untold.incrementAndGet();
            return;
        }
        long before = untold.getAndSet(0);
        LOG.info(
                "connection of {} from {} refused or lost: {}{}",
                who,
                from,
                why,
                before == 0 ? "" : "; before it " + before + " more, not told");
    }
}
