package org.draco.bin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.PrivilegedExceptionAction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.security.token.Token;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.draco.am.access.FileSystemTokens;
import org.draco.am.access.KerberosLogin;
import org.draco.am.access.Keytab;
import org.draco.am.client.JobSubmission;
import org.draco.am.client.RunningTraining;
import org.draco.am.client.TrainingClient;
import org.draco.am.client.TrainingListener;
import org.draco.am.client.TrainingReport;
import org.draco.am.client.TrainingState;
import org.draco.bin.embedded.SecureCluster;
import org.draco.layout.metrics.StepRow;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole jobs on a cluster with Kerberos, privacy on every line and YARN's ACLs; tokens live as long as usual. */
class SecureJobIT {

    private static final int STEPS = 6;

    @TempDir private static Path directory;

    private static SecureCluster cluster;

    @BeforeAll
    static void startTheCluster() throws Exception {
        cluster = new SecureCluster(directory, 8_000, Map.of());
        for (String user : List.of("alice", "bob", "carol")) {
            cluster.newUser(user);
        }
    }

    @AfterAll
    static void stopTheCluster() {
        if (cluster != null) {
            cluster.close();
        }
    }

    private static JobOptions threeWorkersInOneGroup() {
        JobOptions options = new JobOptions();
        options.workers = 3;
        options.maxSteps = STEPS;
        options.evalFreq = STEPS;
        options.seed = 7;
        options.workerFail = 1;
        options.resources.workerHeapMb = 384;
        return options;
    }

    @Test
    void trainsTheModelThatSimulateTrainsAlthoughAWorkerLies() throws Exception {
        String honest =
                SecureJobs.simulatedModel(
                        directory.resolve("simulated"),
                        "--workers 3 --seed 7 --max-steps %d --eval-freq %d"
                                .formatted(STEPS, STEPS));
        TrainingReport report =
                cluster.as(
                        "alice",
                        () -> {
                            SecureJobs jobs = new SecureJobs(cluster.configuration());
                            return follow(
                                    jobs.submission(threeWorkersInOneGroup(), Optional.empty()),
                                    new TrainingListener() {});
                        });
        assertTrue(report.succeeded(), () -> report.failure().orElse(""));
        assertEquals(honest, report.outcome().orElseThrow().modelSha256());
        assertEquals(STEPS, report.lastEvaluation().orElseThrow().step());
    }

    private static TrainingReport follow(JobSubmission submission, TrainingListener listener)
            throws Exception {
        try (TrainingClient client = new TrainingClient(cluster.configuration());
                RunningTraining running = client.submit(submission)) {
            return running.follow(listener);
        }
    }

    /** Alice's job runs until somebody kills it: not Bob, of whom she says nothing; Carol, who may. */
    @Test
    void whoMaySeeAndKillAJobIsWhatItsOwnerSays() throws Exception {
        JobOptions endless = threeWorkersInOneGroup();
        endless.maxSteps = 1_000_000;
        endless.resources.workersPerContainer = 3;
        endless.resources.viewAcls = "carol";
        endless.resources.modifyAcls = "carol";
        AtomicReference<Throwable> wrong = new AtomicReference<>();
        TrainingReport report =
                cluster.as(
                        "alice",
                        () -> {
                            SecureJobs jobs = new SecureJobs(cluster.configuration());
                            try (TrainingClient client =
                                            new TrainingClient(cluster.configuration());
                                    RunningTraining running =
                                            client.submit(
                                                    jobs.submission(endless, Optional.empty()))) {
                                return running.follow(
                                        new OnFirstStep(
                                                () -> bobThenCarol(running.applicationId()),
                                                wrong));
                            }
                        });
        if (wrong.get() != null) {
            throw new AssertionError(wrong.get());
        }
        assertEquals(TrainingState.KILLED, report.state());
    }

    private static Void bobThenCarol(String application) throws Exception {
        ApplicationId id = ApplicationId.fromString(application);
        YarnException refused =
                cluster.as("bob", () -> assertThrows(YarnException.class, () -> kill(id)));
        assertTrue(
                refused.getMessage().contains("bob cannot perform operation MODIFY_APP"),
                () -> "" + refused);
        assertEquals(
                "N/A", cluster.as("bob", () -> report(id)).getHost(), "of what Bob may not see");
        ApplicationReport seen = cluster.as("carol", () -> report(id));
        assertFalse(seen.getHost().equals("N/A"));
        onlyCarolSeesThePage(seen);
        return cluster.as("carol", () -> kill(id));
    }

    /** The proxy has a name of its own for whoever does not log in to it; as itself, for it is on this machine, it names others. */
    private static void onlyCarolSeesThePage(ApplicationReport job) throws Exception {
        HttpResponse<String> ofNobody =
                page(job.getTrackingUrl() + "api/job?proxyapproved=true", "");
        assertEquals(403, ofNobody.statusCode(), ofNobody::body);
        assertTrue(ofNobody.body().contains("user dr.who may not view this job"), ofNobody::body);
        String direct = job.getOriginalTrackingUrl() + "api/job";
        HttpResponse<String> ofBob = page(direct, "bob");
        assertEquals(403, ofBob.statusCode(), ofBob::body);
        assertTrue(ofBob.body().contains("user bob may not view this job"), ofBob::body);
        HttpResponse<String> ofCarol = page(direct, "carol");
        assertEquals(200, ofCarol.statusCode(), ofCarol::body);
        assertTrue(ofCarol.body().contains(job.getApplicationId().toString()), ofCarol::body);
    }

    private static HttpResponse<String> page(String address, String user)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address));
        if (!user.isEmpty()) {
            request.header("Cookie", "proxy-user=" + user);
        }
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static Void kill(ApplicationId id) throws Exception {
        try (YarnClient yarn = yarn()) {
            yarn.killApplication(id);
        }
        return null;
    }

    private static ApplicationReport report(ApplicationId id) throws Exception {
        try (YarnClient yarn = yarn()) {
            return yarn.getApplicationReport(id);
        }
    }

    private static YarnClient yarn() {
        YarnClient yarn = YarnClient.createYarnClient();
        yarn.init(cluster.configuration());
        yarn.start();
        return yarn;
    }

    @Test
    void whoHasNoTicketIsToldWhatToDo() throws Exception {
        List<String> faults =
                UserGroupInformation.createRemoteUser("mallory")
                        .doAs(
                                (PrivilegedExceptionAction<List<String>>)
                                        () -> KerberosLogin.establish(Optional.empty()));
        assertEquals(
                List.of(
                        "login: expected a Kerberos ticket, since the cluster is secure, found none of mallory; run kinit, or give"
                                + " --principal and --keytab"),
                faults);
        assertEquals(
                List.of(), cluster.as("alice", () -> KerberosLogin.establish(Optional.empty())));
    }

    @Test
    void aKeytabWithoutTheUsersKeyIsRefused() throws Exception {
        Path ofBob = directory.resolve("keytabs").resolve("bob.keytab");
        List<String> faults =
                KerberosLogin.establish(Optional.of(new Keytab(cluster.principal("alice"), ofBob)));
        assertEquals(1, faults.size());
        assertTrue(
                faults.get(0)
                        .startsWith(
                                "principal: expected one whose key is in %s, found alice@"
                                        .formatted(ofBob)),
                faults.get(0));
        assertEquals(
                List.of("keytab: expected a file that can be read, found none at nowhere"),
                KerberosLogin.establish(
                        Optional.of(new Keytab(cluster.principal("alice"), Path.of("nowhere")))));
    }

    @Test
    void everyFileSystemGivesOneTokenHoweverManyPathsLieOnIt() throws Exception {
        Configuration conf = cluster.configuration();
        conf.setClass(
                "fs.other.impl", OtherFileSystem.class, org.apache.hadoop.fs.FileSystem.class);
        List<org.apache.hadoop.fs.Path> paths =
                List.of(
                        new org.apache.hadoop.fs.Path("/user/alice/draco"),
                        new org.apache.hadoop.fs.Path("other://elsewhere/datasets/mnist"),
                        new org.apache.hadoop.fs.Path("/user/alice/network.json"),
                        new org.apache.hadoop.fs.Path("other://elsewhere/network.zip"));
        Credentials tokens =
                cluster.as("alice", () -> new FileSystemTokens(conf, paths).obtain("renewer"));
        assertEquals(2, tokens.numberOfTokens());
        assertEquals(
                new Text("given to renewer"),
                tokens.getToken(new Text(OtherFileSystem.SERVICE)).getKind());
    }

    /** Gives tokens, and nothing else. */
    public static final class OtherFileSystem extends RawLocalFileSystem {

        private static final String SERVICE = "elsewhere:1";

        @Override
        public URI getUri() {
            return URI.create("other://elsewhere");
        }

        @Override
        public String getCanonicalServiceName() {
            return SERVICE;
        }

        @Override
        public Token<?> getDelegationToken(String renewer) throws IOException {
            return new Token<>(
                    new byte[0], new byte[0], new Text("given to " + renewer), new Text(SERVICE));
        }
    }

    /** Does something once, when the first step is done. */
    private static final class OnFirstStep implements TrainingListener {

        private final PrivilegedExceptionAction<Void> action;
        private final AtomicReference<Throwable> wrong;
        private boolean done;

        OnFirstStep(PrivilegedExceptionAction<Void> action, AtomicReference<Throwable> wrong) {
            this.action = action;
            this.wrong = wrong;
        }

        @Override
        public void step(StepRow row) {
            if (done) {
                return;
            }
            done = true;
            try {
                action.run();
            } catch (Exception | AssertionError failure) {
                wrong.set(failure);
                throw new IllegalStateException(failure);
            }
        }
    }
}
