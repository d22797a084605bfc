package org.draco.container.access;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.security.UserGroupInformation;
import org.draco.layout.ApplicationLayout;
import org.draco.layout.access.FreshTokens;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over the tokens that the ApplicationMaster leaves in the job's directory, each time that there are new ones. A thread
 * of its own looks, twenty times in a token's life; the ApplicationMaster replaces them when a quarter of it is left.
 */
public final class TokenWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TokenWatch.class);
    private static final long LEAST_PAUSE_MILLIS = TimeUnit.SECONDS.toMillis(1);
    private static final long MOST_PAUSE_MILLIS = TimeUnit.MINUTES.toMillis(5);

    private final FileSystem fs;
    private final ApplicationLayout job;
    private final Consumer<Credentials> taker;
    private final Thread thread = new Thread(this::goOn, "token-watch");
    private Optional<FreshTokens> last = Optional.empty();

    TokenWatch(FileSystem fs, ApplicationLayout job, Consumer<Credentials> taker) {
        this.fs = fs;
        this.job = job;
        this.taker = taker;
    }

    /**
     * Watches for this process, if the job has such tokens. On a cluster without Kerberos nothing is looked at.
     *
     * @throws IOException if the job's directory cannot be read
     */
    public static TokenWatch start(FileSystem fs, ApplicationLayout job) throws IOException {
        UserGroupInformation self = UserGroupInformation.getCurrentUser();
        TokenWatch watch = new TokenWatch(fs, job, self::addCredentials);
        if (UserGroupInformation.isSecurityEnabled()) {
            watch.look();
            if (watch.last.isPresent()) {
                watch.thread.setDaemon(true);
                watch.thread.start();
            }
        }
        return watch;
    }

    private void goOn() {
        try {
            while (true) {
                Thread.sleep(pauseMillis());
                turn();
            }
        } catch (InterruptedException closed) {
            LOG.debug("closed");
        }
    }

    /** Looks; what goes wrong is for the next time. */
    void turn() {
        try {
            look();
        } catch (IOException | RuntimeException failure) {
            LOG.warn("New tokens could not be looked for: {}", failure.toString());
        }
    }

    private void look() throws IOException {
        Optional<FreshTokens> found = FreshTokens.readIfPresent(fs, job);
        if (found.isPresent() && !found.equals(last)) {
            taker.accept(found.get().credentials());
            last = found;
            LOG.info("{}", found.get());
        }
    }

    /** In milliseconds, until it is time to look again. */
    long pauseMillis() {
        long lifetimeMillis = last.map(FreshTokens::lifetimeMillis).orElse(0L);
        return Math.max(LEAST_PAUSE_MILLIS, Math.min(MOST_PAUSE_MILLIS, lifetimeMillis / 20));
    }

    /** Looks no more. */
    @Override
    public void close() {
        thread.interrupt();
    }
}
