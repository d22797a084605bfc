package org.draco.container.worker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.hadoop.fs.FileSystem;
import org.draco.container.link.MasterLink;
import org.draco.layout.JobLayout;
import org.draco.layout.file.Pause;
import org.draco.layout.job.MasterAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the parameter server, and the next one when it is gone: looks again and again where the job's directory says that it
 * listens, until patience is over.
 *
 * <p>Used by one thread.
 */
final class MasterSearch {

    /** Connects, or says why it cannot. */
    interface Dial {
        MasterLink to(InetSocketAddress server) throws IOException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(MasterSearch.class);
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final FileSystem fs;
    private final JobLayout job;
    private final long patienceNanos;
    private final Dial dial;
    private final LongSupplier nanoTime;
    private final Pause pause;

    private long sinceNanos;
    private boolean first = true;
    private String told = "";

    /**
     * @param patienceNanos how long a parameter server may be away
     * @param dial connects
     * @param nanoTime the clock, as {@link System#nanoTime}
     * @param pause waits between two looks
     */
    MasterSearch(
            FileSystem fs,
            JobLayout job,
            long patienceNanos,
            Dial dial,
            LongSupplier nanoTime,
            Pause pause) {
        this.fs = fs;
        this.job = job;
        this.patienceNanos = patienceNanos;
        this.dial = dial;
        this.nanoTime = nanoTime;
        this.pause = pause;
        this.sinceNanos = nanoTime.getAsLong();
    }

    /** The parameter server was there until now: patience begins anew. */
    void wasThere() {
        sinceNanos = nanoTime.getAsLong();
    }

    /**
     * Connects to whoever listens where the job's directory says; waits a little before each look but the very first.
     *
     * @throws IOException if patience is over; the message says what stood in the way last
     */
    MasterLink connect() throws IOException, InterruptedException {
        while (true) {
            if (!first) {
                pause.nanos(LOOK_NANOS);
            }
            first = false;
            String obstacle;
            try {
                Optional<MasterAddress> address = MasterAddress.readIfPresent(fs, job);
                if (address.isPresent()) {
                    return dial.to(
                            new InetSocketAddress(address.get().host(), address.get().port()));
                }
                obstacle = "no address in " + job.master() + " yet";
            } catch (IOException cause) {
                obstacle = cause.getMessage();
            }
            if (nanoTime.getAsLong() - sinceNanos >= patienceNanos) {
                throw new IOException(
                        "no parameter server for %d s: %s; give more with --master-timeout"
                                .formatted(
                                        TimeUnit.NANOSECONDS.toSeconds(patienceNanos), obstacle));
            }
            tell(obstacle);
        }
    }

    /** Each obstacle once, not at each look. */
    private void tell(String obstacle) {
        if (!obstacle.equals(told)) {
            LOG.info("looking for the parameter server: {}", obstacle);
        }
        told = obstacle;
    }
}
