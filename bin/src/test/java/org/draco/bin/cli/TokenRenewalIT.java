package org.draco.bin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.draco.am.access.Keytab;
import org.draco.am.client.JobSubmission;
import org.draco.am.client.RunningTraining;
import org.draco.am.client.TrainingClient;
import org.draco.am.client.TrainingListener;
import org.draco.am.client.TrainingReport;
import org.draco.bin.embedded.SecureCluster;
import org.draco.layout.JobLayout;
import org.draco.layout.access.FreshTokens;
import org.draco.layout.metrics.StepRow;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job that takes longer than any of its tokens lives, on a cluster where they live for 80 seconds at most. */
@Tag("long")
class TokenRenewalIT {

    private static final int MOST_SECONDS = 80;

    /** A second each at least, since each waits for a worker that never answers. */
    private static final int STEPS = 90;

    @TempDir private static Path directory;

    private static SecureCluster cluster;
    private static Keytab alice;

    @BeforeAll
    static void startTheCluster() throws Exception {
        cluster =
                new SecureCluster(
                        directory,
                        8_000,
                        Map.of(
                                "dfs.namenode.delegation.token.renew-interval",
                                "60000",
                                "dfs.namenode.delegation.token.max-lifetime",
                                MOST_SECONDS + "000",
                                // A connection is not asked for its token again: none may last.
                                "ipc.client.connection.maxidletime",
                                "500"));
        alice = new Keytab(cluster.principal("alice"), cluster.newUser("alice"));
    }

    @AfterAll
    static void stopTheCluster() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void aJobWithAKeytabOutlivesItsTokens() throws Exception {
        String code =
                "--workers 3 --approach cyclic --declared-byz 1 --worker-fail 1 --fixed-liars --err-mode drop";
        String simulated =
                SecureJobs.simulatedModel(
                        directory.resolve("simulated"),
                        code
                                + " --batch-size 2 --seed 7 --max-steps %d --eval-freq 10"
                                        .formatted(STEPS));
        Witness witness = new Witness();
        TrainingReport report =
                cluster.as(
                        "alice",
                        () -> {
                            SecureJobs jobs = new SecureJobs(cluster.configuration());
                            JobSubmission submission =
                                    jobs.submission(oneIsSilent(), Optional.of(alice));
                            try (TrainingClient client =
                                            new TrainingClient(cluster.configuration());
                                    RunningTraining running = client.submit(submission)) {
                                witness.job = running.layout();
                                witness.fs = FileSystem.get(cluster.configuration());
                                return running.follow(witness);
                            }
                        });
        assertTrue(report.succeeded(), () -> report.failure().orElse(""));
        assertEquals(simulated, report.outcome().orElseThrow().modelSha256());
        assertEquals(
                STEPS,
                report.lastEvaluation().orElseThrow().step(),
                "the evaluator could read and write to the end");
        assertTrue(report.outcome().orElseThrow().seconds() > MOST_SECONDS);
        assertTrue(witness.tokens.size() >= 2, "tokens were replaced while it ran");
        assertEquals(new FsPermission((short) 0700), witness.ofStaging);
        assertEquals(new FsPermission((short) 0600), witness.ofKeytab);
        cluster.as(
                "alice",
                () -> {
                    assertFalse(witness.fs.exists(witness.job.keytab()), "the keytab is gone");
                    assertFalse(witness.fs.exists(witness.job.tokens()), "the tokens are gone");
                    return null;
                });
    }

    private static JobOptions oneIsSilent() {
        JobOptions options = new JobOptions();
        options.workers = 3;
        options.approach = "cyclic";
        options.code.declaredByz = 1;
        options.workerFail = 1;
        options.fixedLiars = true;
        options.errMode = "drop";
        options.batchSize = 2;
        options.maxSteps = STEPS;
        options.evalFreq = 10;
        options.seed = 7;
        options.resources.workerHeapMb = 384;
        options.resources.stepSeconds = 1;
        // Another worker in its place would be as silent, and nobody waits for one that is not
        // there.
        options.recovery.maxReplacements = 0;
        return options;
    }

    /** Sees the job's secrets while it runs. */
    private static final class Witness implements TrainingListener {

        private final Set<String> tokens = new HashSet<>();
        private FileSystem fs;
        private JobLayout job;
        private FsPermission ofStaging;
        private FsPermission ofKeytab;

        @Override
        public void step(StepRow row) {
            try {
                FreshTokens.readIfPresent(fs, job).ifPresent(found -> tokens.add(found.tokens()));
                if (row.step() == 1) {
                    ofStaging = fs.getFileStatus(job.staging()).getPermission();
                    ofKeytab = fs.getFileStatus(job.keytab()).getPermission();
                }
            } catch (IOException cause) {
                throw new IllegalStateException(cause);
            }
        }
    }
}
