package org.draco.am.yarn;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.util.ShutdownHookManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What ends an attempt from outside: the ResourceManager drops this ApplicationMaster, or a signal comes. The fleet is given up, and
 * the training thread interrupted while it trains. Thread-safe.
 */
final class Interruption {

    private static final Logger LOG = LoggerFactory.getLogger(Interruption.class);

    /** A signal leaves little time: long enough for one small file. */
    private static final long SIGNAL_SECONDS = 5;

    private final ContainerFleet fleet;
    private final CountDownLatch over = new CountDownLatch(1);
    private Optional<Thread> training = Optional.empty();

    /** @param fleet is told why it is given up */
    Interruption(ContainerFleet fleet) {
        this.fleet = fleet;
    }

    /** From now on a signal is heard, and given the time in which the attempt can leave word. */
    void hearSignals() {
        // HDFS must still be there when the outcome of a killed attempt is written: its own hook
        // comes after ours.
        ShutdownHookManager.get()
                .addShutdownHook(
                        this::terminated,
                        FileSystem.SHUTDOWN_HOOK_PRIORITY + 10,
                        SIGNAL_SECONDS,
                        TimeUnit.SECONDS);
    }

    /** From now on {@link #abandon} interrupts this thread; at once if it has come already. */
    synchronized void trainingBegins() {
        training = Optional.of(Thread.currentThread());
        if (fleet.abandoned().isPresent()) {
            Thread.currentThread().interrupt();
        }
    }

    /** From now on it interrupts nobody, and this thread is not interrupted. */
    synchronized void trainingEnds() {
        training = Optional.empty();
        Thread.interrupted();
    }

    /** The attempt cannot go on. */
    synchronized void abandon(String why) {
        LOG.error("Giving up: {}", why);
        fleet.abandon(why);
        training.ifPresent(Thread::interrupt);
    }

    /** The attempt has left all the word that it can: a signal waits for it no longer. */
    void over() {
        over.countDown();
    }

    /** The shutdown hook: after an ordinary end there is nothing to do, after a signal this is the last chance. */
    private void terminated() {
        if (over.getCount() == 0) {
            return;
        }
        abandon(
                "the ApplicationMaster was told to terminate (SIGTERM): the application was killed or its node stopped");
        try {
            over.await(SIGNAL_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException cause) {
            Thread.currentThread().interrupt();
        }
    }
}
