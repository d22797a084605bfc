package org.draco.container.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.draco.layout.JobLayout;
import org.draco.layout.job.MasterAddress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterSearchTest {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);

    @TempDir private Path directory;

    private final List<Integer> dialled = new ArrayList<>();
    private FileSystem fs;
    private JobLayout job;
    private long nowNanos;
    private Runnable atPause = () -> {};

    @BeforeEach
    void opens() throws IOException {
        fs = FileSystem.getLocal(new Configuration());
        job = new JobLayout(new org.apache.hadoop.fs.Path(directory.toUri()));
    }

    /** Nobody answers at ports below the given one. */
    private MasterSearch search(int firstGoodPort) {
        return new MasterSearch(
                fs,
                job,
                PATIENCE,
                server -> {
                    dialled.add(server.getPort());
                    if (server.getPort() < firstGoodPort) {
                        throw new IOException("nobody at " + server.getPort());
                    }
                    return null;
                },
                () -> nowNanos,
                nanos -> {
                    nowNanos += nanos;
                    atPause.run();
                });
    }

    private void listensAt(int port) {
        try {
            new MasterAddress("localhost", port, 1).write(fs, job);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void connectsAtOnceToWhoIsThere() throws Exception {
        listensAt(4);
        search(1).connect();
        assertEquals(List.of(4), dialled);
        assertEquals(0, nowNanos);
    }

    @Test
    void waitsForTheNextOneAndDialsWhereItSaysThatItListens() throws Exception {
        listensAt(4);
        atPause =
                () -> {
                    if (nowNanos == TimeUnit.SECONDS.toNanos(3)) {
                        listensAt(5);
                    }
                };
        search(5).connect();
        assertEquals(List.of(4, 4, 4, 5), dialled);
    }

    @Test
    void givesUpWhenPatienceIsOverAndSaysWhatStoodInTheWay() {
        IOException none = assertThrows(IOException.class, () -> search(1).connect());
        assertTrue(
                none.getMessage().startsWith("no parameter server for 10 s: no address in "),
                none.getMessage());
        assertEquals(PATIENCE, nowNanos);

        listensAt(4);
        IOException deaf = assertThrows(IOException.class, () -> search(5).connect());
        assertTrue(deaf.getMessage().contains("nobody at 4"), deaf.getMessage());
    }

    @Test
    void patienceBeginsAnewWhenOneWasThere() throws Exception {
        listensAt(4);
        MasterSearch search = search(4);
        search.connect();
        nowNanos += 5 * PATIENCE;
        search.wasThere();
        listensAt(3);
        atPause =
                () -> {
                    if (nowNanos >= 5 * PATIENCE + PATIENCE / 2) {
                        listensAt(4);
                    }
                };
        search.connect();
        assertEquals(4, dialled.get(dialled.size() - 1));
    }
}
