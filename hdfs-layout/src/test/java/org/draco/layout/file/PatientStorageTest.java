package org.draco.layout.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.ipc.RemoteException;
import org.apache.hadoop.ipc.StandbyException;
import org.apache.hadoop.security.AccessControlException;
import org.draco.layout.DamagedFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatientStorageTest {

    private static final long SECOND = 1_000_000_000L;

    @TempDir private java.nio.file.Path dir;

    private final List<Long> pauses = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private final Deque<IOException> troubles = new ArrayDeque<>();
    private long nowNanos = Long.MAX_VALUE - 5 * SECOND; // clocks wrap
    private int tries;

    private final PatientStorage storage =
            new PatientStorage(100 * SECOND, () -> nowNanos, this::pause, notices::add);

    private void pause(long nanos) {
        pauses.add(nanos);
        nowNanos += nanos;
    }

    private void write() throws IOException {
        tries++;
        IOException trouble = troubles.poll();
        if (trouble != null) {
            throw trouble;
        }
    }

    @Test
    void whatSucceedsIsDoneOnceAndNothingIsSaid() throws IOException {
        storage.run("the file", this::write);
        assertEquals(1, tries);
        assertEquals(List.of(), notices);
        assertEquals(List.of(), pauses);
    }

    @Test
    void triesAgainAfterPausesThatDoubleAndTellsOnceForEachKindOfTrouble() throws IOException {
        troubles.addAll(Collections.nCopies(3, new ConnectException("refused")));
        troubles.add(new RemoteException(StandbyException.class.getName(), "on standby\n\tat x"));
        troubles.add(new IOException("could only be written to 0 of the 1 minReplication nodes"));
        storage.run("the file", this::write);
        assertEquals(List.of(SECOND / 2, SECOND, 2 * SECOND, 4 * SECOND, 8 * SECOND), pauses);
        assertEquals(
                List.of(
                        "the file cannot be written, trying on for 100 s: ConnectException: refused",
                        "the file cannot be written, trying on for 96 s: StandbyException: on standby",
                        "the file cannot be written, trying on for 92 s: IOException: could only be written to 0 of the 1 minReplication nodes",
                        "the file is written, after 15 s"),
                notices);
    }

    @Test
    void failsWithTheReasonWhenTheTimeIsOver() {
        ConnectException last = new ConnectException("refused");
        troubles.addAll(Collections.nCopies(50, last));
        IOException failure =
                assertThrows(IOException.class, () -> storage.run("the file", this::write));
        assertEquals(
                "the file could not be written within 100 s (--storage-timeout): ConnectException: refused",
                failure.getMessage());
        assertSame(last, failure.getCause());
        assertEquals(100 * SECOND, pauses.stream().mapToLong(nanos -> nanos).sum());
        assertTrue(pauses.stream().allMatch(nanos -> nanos <= 30 * SECOND), pauses::toString);
        assertEquals(1, notices.size());
    }

    @Test
    void whatIsLeftToDoWhenItHasGivenUpIsTriedOnce() throws IOException {
        troubles.addAll(Collections.nCopies(50, new ConnectException("refused")));
        assertThrows(IOException.class, () -> storage.run("the file", this::write));
        assertTrue(storage.gaveUp());
        int before = tries;
        assertThrows(IOException.class, () -> storage.run("another", this::write));
        assertEquals(before + 1, tries);
        troubles.clear();
        storage.run("a third", this::write);
    }

    @Test
    void doesNotWaitForWhatDoesNotPass() {
        AccessControlException denied = new AccessControlException("Permission denied: user=x");
        troubles.add(denied);
        assertSame(
                denied,
                assertThrows(IOException.class, () -> storage.run("the file", this::write)));
        troubles.add(new RemoteException(AccessControlException.class.getName(), "denied"));
        assertThrows(AccessControlException.class, () -> storage.run("the file", this::write));
        assertEquals(List.of(), pauses);
    }

    private String read() throws IOException {
        write();
        return "what is there";
    }

    @Test
    void readsAgainAndSaysSo() throws IOException {
        troubles.add(new ConnectException("refused"));
        assertEquals("what is there", storage.read("the file", this::read));
        assertEquals(
                List.of(
                        "the file cannot be read, trying on for 100 s: ConnectException: refused",
                        "the file is read, after 0 s"),
                notices);
    }

    /** Reading in vain says nothing of what is still to be written. */
    @Test
    void whatCouldNotBeReadLeavesItsTimeToWhatIsWritten() throws IOException {
        troubles.addAll(Collections.nCopies(50, new ConnectException("refused")));
        IOException failure =
                assertThrows(IOException.class, () -> storage.read("the file", this::read));
        assertEquals(
                "the file could not be read within 100 s (--storage-timeout): ConnectException: refused",
                failure.getMessage());
        assertFalse(storage.gaveUp());
        troubles.clear();
        troubles.add(new ConnectException("refused"));
        storage.run("another", this::write);
    }

    @Test
    void whoeverReadsDoesNotWaitForWhatIsNotThereOrIsDamaged() {
        for (IOException lasting :
                List.of(
                        new FileNotFoundException("no such file"),
                        new ChecksumException("a replica is damaged", 0),
                        new DamagedFileException(new Path("/a"), 0, "magic", "nothing"))) {
            troubles.add(lasting);
            assertSame(
                    lasting,
                    assertThrows(IOException.class, () -> storage.read("the file", this::read)));
        }
        assertEquals(List.of(), pauses);
    }

    /** HDFS says so of a file whose writer it has taken for dead. */
    @Test
    void whoeverWritesWaitsForAFileThatIsNotThere() throws IOException {
        troubles.add(new FileNotFoundException("does not have any open files"));
        storage.run("the file", this::write);
        assertEquals(2, tries);
    }

    @Test
    void knowsATroubleThatAReaderHasWrapped() throws IOException {
        troubles.add(new ConnectException("refused"));
        storage.read(
                "the file",
                () -> {
                    try {
                        return read();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
        assertEquals(2, tries);
    }

    /** Hadoop has an error for it, which would end the process. */
    @Test
    void waitsForAFullLocalDisk() throws IOException {
        java.nio.file.Path full = java.nio.file.Path.of("/dev/full");
        assumeTrue(Files.isWritable(full), "a device that is always full");
        java.nio.file.Path file = dir.resolve("file");
        Files.createSymbolicLink(file, full);
        FileSystem fs = FileSystem.getLocal(new Configuration()).getRaw();
        storage.run(
                "the file",
                () -> {
                    if (tries++ > 0) {
                        Files.deleteIfExists(file);
                    }
                    try (OutputStream out = fs.create(new Path(file.toUri()), true)) {
                        out.write(new byte[10_000]);
                    }
                });
        assertEquals(2, tries);
        assertTrue(notices.get(0).contains("No space left on device"), notices::toString);
    }

    @Test
    void anInterruptEndsTheWait() {
        PatientStorage interrupted =
                new PatientStorage(
                        SECOND,
                        () -> nowNanos,
                        nanos -> {
                            throw new InterruptedException();
                        },
                        notices::add);
        troubles.add(new ConnectException("refused"));
        assertThrows(InterruptedIOException.class, () -> interrupted.run("the file", this::write));
        assertTrue(Thread.interrupted());
    }
}
