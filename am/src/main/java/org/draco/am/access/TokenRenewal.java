package org.draco.am.access;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.security.Credentials;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces tokens well before they are over, for as long as the job takes: when three quarters of their life are gone. The last
 * quarter is for file systems that do not answer at the moment, and for the processes that must hear of it.
 *
 * <p>A thread of its own asks; {@link #close} ends it.
 */
public final class TokenRenewal implements AutoCloseable {

    /**
     * New tokens.
     *
     * @param tokens the tokens
     * @param lifetimeMillis from now on, how long all of them are good
     */
    public record Grant(Credentials tokens, long lifetimeMillis) {}

    /** Where they come from. */
    public interface Source {
        /** New ones, each time; called by one thread at a time. */
        Grant obtain() throws IOException, InterruptedException;
    }

    /** Where they go to. */
    public interface Receiver {
        /** To be used from now on; if this fails, other new ones come soon. */
        void take(Grant grant) throws IOException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(TokenRenewal.class);
    private static final long LEAST_PAUSE_MILLIS = TimeUnit.SECONDS.toMillis(1);
    private static final long MOST_RETRY_MILLIS = TimeUnit.MINUTES.toMillis(5);

    private final Source source;
    private final Receiver receiver;
    private final Thread thread = new Thread(this::goOn, "token-renewal");
    private long lifetimeMillis;

    TokenRenewal(Source source, Receiver receiver) {
        this.source = source;
        this.receiver = receiver;
    }

    /**
     * Replaces the tokens now, and then whenever it is time.
     *
     * @throws IOException if there are none to be had already the first time
     */
    public static TokenRenewal start(Source source, Receiver receiver)
            throws IOException, InterruptedException {
        TokenRenewal renewal = new TokenRenewal(source, receiver);
        renewal.renew();
        renewal.thread.setDaemon(true);
        renewal.thread.start();
        return renewal;
    }

    private void goOn() {
        try {
            long pauseMillis = pauseMillis();
            while (true) {
                Thread.sleep(pauseMillis);
                pauseMillis = turn();
            }
        } catch (InterruptedException closed) {
            LOG.debug("closed");
        }
    }

    /** It is time. In milliseconds, when it is time again. */
    long turn() throws InterruptedException {
        try {
            renew();
            return pauseMillis();
        } catch (IOException | RuntimeException failure) {
            long retryMillis =
                    Math.max(LEAST_PAUSE_MILLIS, Math.min(MOST_RETRY_MILLIS, lifetimeMillis / 20));
            LOG.warn(
                    "No new tokens; asking again in {} s: {}",
                    TimeUnit.MILLISECONDS.toSeconds(retryMillis),
                    failure.toString());
            return retryMillis;
        }
    }

    /** New tokens, now. */
    void renew() throws IOException, InterruptedException {
        Grant grant = source.obtain();
        receiver.take(grant);
        lifetimeMillis = grant.lifetimeMillis();
        LOG.info(
                "{} new tokens, good for {} s",
                grant.tokens().numberOfTokens(),
                TimeUnit.MILLISECONDS.toSeconds(lifetimeMillis));
    }

    private long pauseMillis() {
        return Math.max(LEAST_PAUSE_MILLIS, lifetimeMillis / 4 * 3);
    }

    /** Leaves the tokens as they are from now on. */
    @Override
    public void close() {
        thread.interrupt();
    }
}
