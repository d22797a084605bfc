package org.draco.am.client;

import java.time.Instant;
import java.util.Optional;

/**
 * An application as YARN shows it to whoever asks.
 *
 * @param id as {@code yarn application -status} wants it
 * @param name in YARN's lists
 * @param user whose it is
 * @param queue where it stands
 * @param state how far it has come
 * @param progress from 0 to 1, as its ApplicationMaster says
 * @param trackingUrl its page; empty if it has none
 * @param diagnostics why it waits, or how it ended; may be empty
 * @param started when it was submitted
 * @param finished empty while it is not over
 */
public record ApplicationView(
        String id,
        String name,
        String user,
        String queue,
        TrainingState state,
        double progress,
        String trackingUrl,
        String diagnostics,
        Instant started,
        Optional<Instant> finished) {}
