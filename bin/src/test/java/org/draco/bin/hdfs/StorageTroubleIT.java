package org.draco.bin.hdfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.security.PrivilegedExceptionAction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.hdfs.protocol.HdfsConstants;
import org.apache.hadoop.security.AccessControlException;
import org.apache.hadoop.security.UserGroupInformation;
import org.draco.layout.JobLayout;
import org.draco.layout.checkpoint.Checkpoint;
import org.draco.layout.checkpoint.CheckpointStore;
import org.draco.layout.file.AsideFile;
import org.draco.layout.file.PatientStorage;
import org.draco.layout.metrics.CsvAppender;
import org.draco.layout.metrics.CsvTail;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checkpoint is written while HDFS has every trouble that it is known for; nobody sleeps, the pauses are what ends the trouble. */
class StorageTroubleIT {

    private static final byte[] JOB = new byte[Checkpoint.DIGEST_BYTES];
    private static final long LIMIT_NANOS = 60_000_000_000L;

    @TempDir private static java.nio.file.Path local;
    private static MiniDFSCluster cluster;
    private static DistributedFileSystem hdfs;

    private final List<String> notices = new ArrayList<>();
    private JobLayout job;
    private CheckpointStore store;
    private long nowNanos;
    private int pauses;

    /** Ends a trouble. */
    private interface Remedy {
        void apply() throws IOException;
    }

    @BeforeAll
    static void start() throws IOException {
        cluster = SmallHdfs.start(local);
        hdfs = cluster.getFileSystem();
    }

    @AfterAll
    static void stop() {
        cluster.shutdown();
    }

    @BeforeEach
    void writeOne() throws IOException {
        job = new JobLayout(new Path("/" + UUID.randomUUID() + "/job"));
        store = new CheckpointStore(hdfs, job);
        store.write(checkpoint(10));
    }

    private static Checkpoint checkpoint(long step) {
        float[] parameters = new float[100_000];
        Random random = new Random(step);
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = random.nextFloat();
        }
        return new Checkpoint(step, JOB, parameters, new float[0], new float[0]);
    }

    /** A storage whose third pause ends the trouble, if anything does. */
    private PatientStorage storage(Remedy remedy) {
        return new PatientStorage(
                LIMIT_NANOS,
                () -> nowNanos,
                nanos -> {
                    nowNanos += nanos;
                    if (++pauses == 3) {
                        try {
                            remedy.apply();
                        } catch (IOException e) {
                            throw new AssertionError(e);
                        }
                    }
                },
                notices::add);
    }

    private void write(PatientStorage storage) throws IOException {
        storage.run(
                "the checkpoint of step 20",
                () -> {
                    store.removeLeftovers(20);
                    store.write(checkpoint(20));
                });
    }

    private void assertWaitsFor(String reason, Remedy remedy) throws IOException {
        write(storage(remedy));
        assertTrue(notices.stream().anyMatch(n -> n.contains(reason)), notices::toString);
        assertTrue(notices.size() <= 3, "not one for each try: " + notices);
        assertEquals(checkpoint(20), store.newestIntact(JOB, (step, why) -> {}).orElseThrow());
        assertNothingLeft(2);
    }

    private void assertFailsWith(String reason) throws IOException {
        IOException failure = assertThrows(IOException.class, () -> write(storage(() -> {})));
        assertTrue(failure.getMessage().contains("--storage-timeout"), failure::getMessage);
        assertTrue(failure.getMessage().contains(reason), failure::getMessage);
        assertEquals(1, notices.size(), notices::toString);
    }

    private void assertNothingLeft(int files) throws IOException {
        FileStatus[] all = hdfs.listStatus(job.checkpoints());
        assertEquals(files, all.length, () -> Arrays.toString(all));
        assertEquals(checkpoint(10).modelSha256(), store.read(10).modelSha256(), "the one before");
    }

    @Test
    void safeModeIsWaitedFor() throws IOException {
        cluster.getNameNode()
                .getRpcServer()
                .setSafeMode(HdfsConstants.SafeModeAction.SAFEMODE_ENTER, false);
        assertWaitsFor(
                "safe mode",
                () ->
                        cluster.getNameNode()
                                .getRpcServer()
                                .setSafeMode(HdfsConstants.SafeModeAction.SAFEMODE_LEAVE, false));
    }

    @Test
    void aQuotaOfBytesIsWaitedForAndNothingIsLeftOfTheTries() throws IOException {
        setSpace(2 * SmallHdfs.BLOCK_BYTES / 3);
        assertWaitsFor("quota", () -> setSpace(HdfsConstants.QUOTA_RESET));
    }

    @Test
    void aQuotaOfNamesIsWaitedFor() throws IOException {
        hdfs.setQuota(job.dir(), 3, HdfsConstants.QUOTA_DONT_SET);
        assertWaitsFor(
                "quota",
                () ->
                        hdfs.setQuota(
                                job.dir(),
                                HdfsConstants.QUOTA_RESET,
                                HdfsConstants.QUOTA_DONT_SET));
    }

    @Test
    void aQuotaThatStaysFailsTheCheckpointAndLeavesTheOneBefore() throws IOException {
        setSpace(2 * SmallHdfs.BLOCK_BYTES / 3);
        assertFailsWith("quota");
        assertNothingLeft(1);
    }

    private void setSpace(long bytes) throws IOException {
        hdfs.setQuota(job.dir(), HdfsConstants.QUOTA_DONT_SET, bytes);
    }

    @Test
    void aDataNodeThatIsGoneIsWaitedFor() throws IOException {
        MiniDFSCluster.DataNodeProperties node = cluster.stopDataNode(0);
        assertWaitsFor(
                "could only be written to 0 of the 1 minReplication nodes",
                () -> {
                    cluster.restartDataNode(node, true);
                    cluster.waitActive();
                });
    }

    @Test
    void aNameNodeThatIsGoneIsWaitedFor() throws IOException {
        cluster.shutdownNameNode(0);
        assertWaitsFor(
                "Connection refused",
                () -> {
                    cluster.restartNameNode(0, true);
                    cluster.waitActive();
                });
    }

    @Test
    void permissionsAreNotWaitedFor() throws Exception {
        hdfs.setPermission(job.checkpoints(), new FsPermission("555"));
        UserGroupInformation other =
                UserGroupInformation.createUserForTesting("somebody", new String[] {"else"});
        try (FileSystem theirs =
                other.doAs(
                        (PrivilegedExceptionAction<FileSystem>)
                                () -> FileSystem.newInstance(cluster.getConfiguration(0)))) {
            store = new CheckpointStore(theirs, job);
            assertThrows(AccessControlException.class, () -> write(storage(() -> {})));
        }
        assertEquals(0, pauses);
        store = new CheckpointStore(hdfs, job);
        assertNothingLeft(1);
    }

    /** Half a checkpoint whose writer could not even delete it. */
    @Test
    void whatAnEarlierTryHasLeftAsideIsRemoved() throws IOException {
        hdfs.create(AsideFile.aside(job.checkpoint(20))).close();
        write(storage(() -> {}));
        assertNothingLeft(2);
    }

    @Test
    void rowsGoOnAfterTheirDataNodeWasAway() throws IOException {
        try (CsvAppender before = CsvAppender.open(hdfs, job.stepsCsv(), "a")) {
            before.append("1");
        }
        MiniDFSCluster.DataNodeProperties node = cluster.stopDataNode(0);
        CsvAppender[] after = new CsvAppender[1];
        storage(
                        () -> {
                            cluster.restartDataNode(node, true);
                            cluster.waitActive();
                        })
                .run("steps.csv", () -> after[0] = CsvAppender.open(hdfs, job.stepsCsv(), "a"));
        after[0].append("2");
        after[0].close();
        assertEquals(
                List.of("1", "2"), new CsvTail<>(hdfs, job.stepsCsv(), "a", row -> row).poll());
    }

    /** Then HDFS does not know how long the file is, and would not for an hour. */
    @Test
    void rowsGoOnAfterTheirDataNodeBeganAnewWhileTheyWereWritten() throws Exception {
        CsvAppender before = CsvAppender.open(hdfs, job.stepsCsv(), "a");
        before.append("1");
        cluster.restartDataNode(0, true);
        cluster.waitActive();
        CsvAppender[] after = new CsvAppender[1];
        PatientStorage.ofSeconds(60, notices::add)
                .run("steps.csv", () -> after[0] = CsvAppender.open(hdfs, job.stepsCsv(), "a"));
        assertTrue(
                notices.stream().anyMatch(n -> n.contains("Cannot obtain block length")),
                notices::toString);
        after[0].append("2");
        after[0].close();
        assertEquals(
                List.of("1", "2"), new CsvTail<>(hdfs, job.stepsCsv(), "a", row -> row).poll());
        assertThrows(IOException.class, () -> before.append("3"));
    }
}
