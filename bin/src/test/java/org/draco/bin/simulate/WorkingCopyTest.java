package org.draco.bin.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.draco.layout.JobLayout;
import org.draco.layout.file.PatientStorage;
import org.draco.layout.file.PlainFileSystem;
import org.draco.layout.job.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkingCopyTest {

    private static final long SENDING_NANOS = TimeUnit.SECONDS.toNanos(1);

    @TempDir private Path dir;

    private final List<String> notices = new ArrayList<>();
    private FileSystem disk;
    private Path there;
    private long nowNanos;
    private boolean away;

    @BeforeEach
    void directories() throws IOException {
        disk = FileSystem.getLocal(new Configuration());
        there = Files.createDirectory(dir.resolve("there"));
    }

    private JobLayout layout(String name) {
        return new JobLayout(new org.apache.hadoop.fs.Path(dir.resolve(name).toUri()));
    }

    /** A home to which it takes a second to send a file. */
    private FileSystem home() {
        return new FilterFileSystem(PlainFileSystem.of(disk)) {
            @Override
            public FSDataOutputStream create(org.apache.hadoop.fs.Path file, boolean overwrite)
                    throws IOException {
                nowNanos += SENDING_NANOS;
                if (away) {
                    throw new IOException("no DataNode");
                }
                return super.create(file, overwrite);
            }
        };
    }

    private WorkingCopy copy(String here) {
        return new WorkingCopy(
                disk, layout(here), home(), layout("there"), () -> nowNanos, notices::add);
    }

    private WorkingCopy copyAfterItsFirstStep() {
        WorkingCopy copy = copy("here");
        copy.checkpointed(0);
        copy.checkpointed(1);
        return copy;
    }

    private void row(String here, String row) throws IOException {
        Path steps = dir.resolve(here).resolve("metrics/steps.csv");
        Files.createDirectories(steps.getParent());
        Files.writeString(steps, row);
    }

    private String fetched(String here) throws IOException {
        copy(here).fetch();
        return Files.readString(dir.resolve(here).resolve("metrics/steps.csv"));
    }

    @Test
    void anotherMachineGoesOnWithWhatWasSentLast() throws IOException {
        WorkingCopy copy = copyAfterItsFirstStep();
        row("here", "1");
        copy.checkpointed(2);
        assertEquals("1", fetched("second"));
        row("here", "2");
        nowNanos += 18 * SENDING_NANOS;
        copy.checkpointed(3);
        assertEquals("1", fetched("third"), "a twentieth of the time is for sending");
        nowNanos += SENDING_NANOS;
        copy.checkpointed(4);
        assertEquals("2", fetched("fourth"));
    }

    @Test
    void nothingIsSentThatWouldBeGoneOnWithFromTheBeginning() throws IOException {
        row("here", "1");
        WorkingCopy copy = copyAfterItsFirstStep();
        assertFalse(Files.exists(there.resolve("state.zip")));
        copy.checkpointed(2);
        assertTrue(Files.exists(there.resolve("state.zip")));
    }

    @Test
    void thatItCannotBeSentIsToldAndTheRunGoesOn() throws IOException {
        WorkingCopy copy = copyAfterItsFirstStep();
        row("here", "1");
        away = true;
        copy.checkpointed(5);
        assertEquals(List.of("what is there by now is not kept: no DataNode"), notices);
        away = false;
        nowNanos += 19 * SENDING_NANOS;
        copy.checkpointed(6);
        assertEquals("1", fetched("second"));
    }

    @Test
    void aDamagedStateIsNoReasonToFail() throws IOException {
        copy("here").fetch();
        assertEquals(List.of(), notices, "there is none at first");
        Files.writeString(there.resolve("state.zip"), "no zip");
        copy("here").fetch();
        assertEquals(1, notices.size());
        assertTrue(notices.get(0).endsWith("this run begins anew"), notices::toString);
        assertFalse(Files.exists(dir.resolve("here")));
    }

    @Test
    void theResultsComeHomeAndTheStateGoes() throws IOException {
        WorkingCopy copy = copyAfterItsFirstStep();
        row("here", "1");
        copy.checkpointed(7);
        Outcome outcome = new Outcome(true, 1, "", "ab", 12, 3, 4, Map.of());
        copy.bringHome(outcome, PatientStorage.ofSeconds(0, notices::add));
        assertEquals("1", Files.readString(there.resolve("metrics/steps.csv")));
        assertEquals(outcome, Outcome.read(disk, layout("there")));
        assertFalse(Files.exists(there.resolve("state.zip")));
    }
}
