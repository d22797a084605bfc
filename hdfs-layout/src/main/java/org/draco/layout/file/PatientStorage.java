package org.draco.layout.file;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.fs.PathPermissionException;
import org.apache.hadoop.ipc.RemoteException;
import org.apache.hadoop.security.AccessControlException;
import org.apache.hadoop.security.KerberosAuthException;
import org.apache.hadoop.security.token.SecretManager;
import org.draco.layout.DamagedFileException;

/**
 * Writes to a storage that has troubles of its own, and reads from it: what fails is done again, after pauses that double, until it
 * succeeds or its time is over.
 *
 * <p><b>What is waited for.</b> Whatever may pass: a NameNode in safe mode, on standby or away, no DataNode that takes a block, a
 * quota or a disk that is full, a block whose DataNodes are away. <b>What is not.</b> Permissions, credentials, a file where a
 * directory should be, a damaged file, and for who reads one that is not there: these fail at once, as they are.
 *
 * <p>Its owner is told once for each kind of trouble, not for each try. Once something could not be written in its time, what is
 * left to do is tried once and no more. Not thread-safe.
 */
public final class PatientStorage {

    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final long limitNanos;
    private final LongSupplier nanoClock;
    private final Pause pause;
    private final Consumer<String> notices;
    private boolean gaveUp;

    /** Something that leaves nothing half done when it fails, or nothing that doing it again would mind. */
    @FunctionalInterface
    public interface Action {

        /** Does it once. */
        void run() throws IOException;
    }

    /**
     * Something that is read, and can be read again.
     *
     * @param <T> what is read
     */
    @FunctionalInterface
    public interface Source<T> {

        /** Reads it once. */
        T read() throws IOException;
    }

    private enum Way {
        WRITING("written"),
        READING("read");

        private final String done;

        Way(String done) {
            this.done = done;
        }
    }

    /**
     * @param limitNanos how long one action may take with all its tries; no further one begins after that
     * @param nanoClock as {@link System#nanoTime}
     * @param pause waits between tries
     * @param notices for people: what the trouble is, and that it is over
     */
    public PatientStorage(
            long limitNanos, LongSupplier nanoClock, Pause pause, Consumer<String> notices) {
        this.limitNanos = limitNanos;
        this.nanoClock = Objects.requireNonNull(nanoClock, "nanoClock");
        this.pause = Objects.requireNonNull(pause, "pause");
        this.notices = Objects.requireNonNull(notices, "notices");
    }

    /**
     * On a machine's own clock.
     *
     * @param seconds how long one action may take with all its tries
     * @param notices for people: what the trouble is, and that it is over
     */
    public static PatientStorage ofSeconds(int seconds, Consumer<String> notices) {
        return new PatientStorage(
                TimeUnit.SECONDS.toNanos(seconds),
                System::nanoTime,
                TimeUnit.NANOSECONDS::sleep,
                notices);
    }

    /**
     * Does something, again if need be.
     *
     * @param what it is called in messages, worded to precede "cannot be written"
     * @throws InterruptedIOException if this thread is interrupted while it waits; it stays interrupted
     * @throws IOException if waiting cannot help, or has not helped: then the message says how long it was tried, and why in
     *     vain
     */
    public void run(String what, Action action) throws IOException {
        patiently(
                Way.WRITING,
                what,
                () -> {
                    action.run();
                    return true;
                });
    }

    /**
     * Reads something, again if need be.
     *
     * @param what it is called in messages, worded to precede "cannot be read"
     * @throws java.io.FileNotFoundException if it is not there, at once
     * @throws IOException as {@link #run}; the cause is the last trouble
     */
    public <T> T read(String what, Source<T> source) throws IOException {
        return patiently(Way.READING, what, source);
    }

    private <T> T patiently(Way way, String what, Source<T> action) throws IOException {
        long startNanos = nanoClock.getAsLong();
        long pauseNanos = FIRST_PAUSE_NANOS;
        String told = "";
        while (true) {
            IOException trouble;
            try {
                T result = once(action);
                if (!told.isEmpty()) {
                    notices.accept(
                            what + " is " + way.done + ", after " + seconds(startNanos) + " s");
                }
                return result;
            } catch (IOException failed) {
                trouble = failed;
            }
            if (isLasting(way, trouble)) {
                throw trouble;
            }
            long leftNanos = limitNanos - (nanoClock.getAsLong() - startNanos);
            if (gaveUp || leftNanos <= 0) {
                gaveUp |= way == Way.WRITING;
                throw inVain(way, what, trouble);
            }
            String kind = trouble.getClass().getName();
            if (!kind.equals(told)) {
                notices.accept(
                        "%s cannot be %s, trying on for %d s: %s"
                                .formatted(
                                        what,
                                        way.done,
                                        TimeUnit.NANOSECONDS.toSeconds(leftNanos),
                                        reason(trouble)));
                told = kind;
            }
            sleep(way, what, Math.min(pauseNanos, leftNanos));
            pauseNanos = Math.min(2 * pauseNanos, LONGEST_PAUSE_NANOS);
        }
    }

    private IOException inVain(Way way, String what, IOException trouble) {
        return new IOException(
                "%s could not be %s within %d s (--storage-timeout): %s"
                        .formatted(
                                what,
                                way.done,
                                TimeUnit.NANOSECONDS.toSeconds(limitNanos),
                                reason(trouble)),
                trouble);
    }

    /** Whether something could not be written although it had all its time. */
    public boolean gaveUp() {
        return gaveUp;
    }

    /** A full local disk is an error to Hadoop, and what a NameNode throws comes wrapped. */
    private static <T> T once(Source<T> action) throws IOException {
        try {
            return action.read();
        } catch (RemoteException wrapped) {
            throw wrapped.unwrapRemoteException();
        } catch (UncheckedIOException passedOn) {
            throw passedOn.getCause();
        } catch (FSError local) {
            throw new IOException(local.getMessage(), local);
        }
    }

    private static boolean isLasting(Way way, IOException trouble) {
        return way == Way.READING && trouble instanceof FileNotFoundException
                || trouble instanceof ChecksumException
                || trouble instanceof AccessControlException
                || trouble instanceof PathPermissionException
                || trouble instanceof java.nio.file.AccessDeniedException
                || trouble instanceof KerberosAuthException
                || trouble instanceof SecretManager.InvalidToken
                || trouble instanceof ParentNotDirectoryException
                || trouble instanceof FileAlreadyExistsException
                || trouble instanceof DamagedFileException
                || trouble instanceof InterruptedIOException;
    }

    private void sleep(Way way, String what, long nanos) throws InterruptedIOException {
        try {
            pause.nanos(nanos);
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted before " + what + " was " + way.done);
        }
    }

    /** The first line: what follows it are a NameNode's stack frames. */
    private static String reason(IOException trouble) {
        String message = String.valueOf(trouble.getMessage());
        int end = message.indexOf('\n');
        return trouble.getClass().getSimpleName()
                + ": "
                + (end < 0 ? message : message.substring(0, end));
    }

    private long seconds(long startNanos) {
        return TimeUnit.NANOSECONDS.toSeconds(nanoClock.getAsLong() - startNanos);
    }
}
