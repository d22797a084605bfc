package org.draco.am.yarn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.security.token.Token;
import org.apache.hadoop.yarn.api.records.ApplicationAccessType;
import org.apache.hadoop.yarn.api.records.ContainerLaunchContext;
import org.apache.hadoop.yarn.api.records.LocalResource;
import org.apache.hadoop.yarn.api.records.LocalResourceType;
import org.apache.hadoop.yarn.api.records.LocalResourceVisibility;
import org.draco.am.client.NewIdentity;
import org.draco.am.link.JobSecrets;
import org.draco.am.link.ServerIdentity;
import org.draco.codec.wire.Handshake;
import org.draco.codec.wire.JobKey;
import org.draco.layout.JobLayout;
import org.draco.layout.job.Acls;
import org.draco.layout.job.JobSpec;
import org.draco.layout.job.Vcores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemberLaunchTest {

    private static final JobKey KEY = JobKey.random();
    private static final ServerIdentity IDENTITY = NewIdentity.generate();
    private static final MemberAttempt EVALUATOR = new MemberAttempt(Member.EVALUATOR, 0);

    private static MemberAttempt worker(int rank) {
        return new MemberAttempt(Member.worker(rank), 4);
    }

    @TempDir java.nio.file.Path dir;
    private MemberLaunch launch;
    private MemberLaunch onGpus;

    @BeforeEach
    void launchFromLocalFiles() throws IOException {
        Files.write(dir.resolve("draco.tar.gz"), new byte[] {1, 2, 3});
        JobLayout layout = new JobLayout(new Path(dir.toUri()));
        for (Path site : StagedConfiguration.paths(layout)) {
            write(site, 4);
        }
        write(layout.jar(0, "rules.jar"), 5, 5);
        write(layout.jar(1, "rules.jar"), 6, 6, 6);
        launch = launch(Jobs.withWorkers(2), files());
        onGpus = launch(Jobs.onGpus(2), files());
    }

    private ContainerFiles files() throws IOException {
        return new ContainerFiles(
                new Configuration(false),
                new Path(dir.resolve("draco.tar.gz").toUri()),
                new JobLayout(new Path(dir.toUri())),
                new JobLayout(new Path(dir.toUri())),
                List.of(
                        new JobSpec.Jar("rules.jar", "0".repeat(64)),
                        new JobSpec.Jar("rules.jar", "1".repeat(64))));
    }

    private static MemberLaunch launch(JobSpec job, ContainerFiles files) {
        return new MemberLaunch(
                new ContainerLaunch(
                        job.containers(), files, Optional.of("/opt/jdk"), Optional.of("ada")),
                new Path("hdfs://cluster/draco/jobs/trial").toUri(),
                Credentials::new,
                new JobSecrets(KEY, Optional.of(IDENTITY)),
                Crews.of(job));
    }

    private static void write(Path file, int... bytes) throws IOException {
        java.nio.file.Path local = java.nio.file.Path.of(file.toUri());
        Files.createDirectories(local.getParent());
        byte[] content = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            content[i] = (byte) bytes[i];
        }
        Files.write(local, content);
    }

    @Test
    void aWorkerIsToldItsJobItsRankAndItsAttempt() throws IOException {
        String command = launch.of(worker(1)).getCommands().get(0);
        assertTrue(
                command.contains(
                        "WorkerMain --job-dir hdfs://cluster/draco/jobs/trial --rank 1 --attempt 4 "),
                command);
    }

    @Test
    void everyContainerFindsTheUsersOwnFilesUnderTheirNames() throws IOException {
        assertFalse(launch.of(worker(1)).getLocalResources().containsKey("words.txt"));
        write(new Path(new JobLayout(new Path(dir.toUri())).files(), "words.txt"), 7, 7);
        MemberLaunch with = launch(Jobs.withWorkers(2), files());
        for (MemberAttempt member : List.of(worker(1), EVALUATOR)) {
            LocalResource file = with.of(member).getLocalResources().get("words.txt");
            assertEquals(2, file.getSize());
            assertEquals(LocalResourceType.FILE, file.getType());
        }
    }

    @Test
    void workersThatShareAProcessAreToldTheirRanksAndGivenTheirSecrets() throws IOException {
        JobSpec job = Jobs.sharing(5, 3);
        MemberLaunch sharing = launch(job, files());
        ContainerLaunchContext last = sharing.of(worker(3));
        String command = last.getCommands().get(0);
        assertTrue(command.contains(" --rank 3,4 --attempt 4 "), command);
        assertTrue(command.contains(" -Xmx1536m "), command);
        Credentials credentials = credentials(last);
        for (int rank : new int[] {3, 4}) {
            assertArrayEquals(
                    KEY.workerSecret(rank, 4),
                    credentials.getSecretKey(new Text(Handshake.secretAlias(rank))));
        }
        assertEquals(3, credentials.numberOfSecretKeys(), "and the certificate");
    }

    @Test
    void theEvaluatorIsToldItsJobAlone() throws IOException {
        String command = launch.of(EVALUATOR).getCommands().get(0);
        assertTrue(
                command.contains("EvaluatorMain --job-dir hdfs://cluster/draco/jobs/trial 1>"),
                command);
        assertTrue(command.contains(" -Xmx640m "), command);
    }

    @Test
    void aWorkersSecretIsInItsOwnCredentialsAndNowhereElse() throws IOException {
        ContainerLaunchContext context = launch.of(worker(1));
        Credentials credentials = credentials(context);
        assertArrayEquals(
                KEY.workerSecret(1, 4),
                credentials.getSecretKey(new Text(Handshake.secretAlias(1))));
        assertArrayEquals(
                IDENTITY.certificateBytes(),
                credentials.getSecretKey(MemberLaunch.CERTIFICATE_ALIAS));
        assertEquals(2, credentials.numberOfSecretKeys());
        String elsewhere =
                context.getCommands()
                        + ""
                        + context.getEnvironment()
                        + context.getLocalResources()
                        + launch
                        + context.getServiceData();
        for (byte[] secret : List.of(KEY.bytes(), IDENTITY.keyBytes(), KEY.workerSecret(1, 4))) {
            for (String form : forms(secret)) {
                assertFalse(elsewhere.contains(form), elsewhere);
            }
        }
    }

    private static List<String> forms(byte[] secret) {
        return List.of(
                HexFormat.of().formatHex(secret),
                Base64.getEncoder().encodeToString(secret),
                Arrays.toString(secret));
    }

    @Test
    void theEvaluatorHasNoSecret() throws IOException {
        assertEquals(0, credentials(launch.of(EVALUATOR)).numberOfSecretKeys());
    }

    @Test
    void everyContainerSeesItsNumericsItsUserAndTheBundledAndTheUsersJarsOnly() throws IOException {
        Map<String, String> environment = launch.of(worker(0)).getEnvironment();
        assertEquals(
                Map.of(
                        "OMP_NUM_THREADS", "1",
                        "OPENBLAS_NUM_THREADS", "1",
                        "OPENBLAS_CORETYPE", "Haswell",
                        "BACKEND_PRIORITY_CPU", "1000",
                        "HADOOP_USER_NAME", "ada",
                        "CLASSPATH",
                                "hadoop-conf:draco/conf:draco/lib/*:jars/00-rules.jar:jars/01-rules.jar"),
                environment);
    }

    @Test
    void onlyWorkersOfAJobOnGpusMayTakeCuda() throws IOException {
        for (Map<String, String> ofTheProcessor :
                List.of(
                        launch.of(worker(0)).getEnvironment(),
                        onGpus.of(EVALUATOR).getEnvironment())) {
            assertEquals("1000", ofTheProcessor.get("BACKEND_PRIORITY_CPU"));
            assertNull(ofTheProcessor.get("CUBLAS_WORKSPACE_CONFIG"));
        }
        Map<String, String> ofTheGpu = onGpus.of(worker(0)).getEnvironment();
        assertNull(ofTheGpu.get("BACKEND_PRIORITY_CPU"));
        assertEquals(":4096:8", ofTheGpu.get("CUBLAS_WORKSPACE_CONFIG"));
    }

    @Test
    void theArchiveIsSharedByTheUsersJobsAndTheConfigurationIsNot() throws IOException {
        Map<String, LocalResource> resources = launch.of(worker(0)).getLocalResources();
        assertEquals(6, resources.size());
        assertEquals(LocalResourceType.ARCHIVE, resources.get("draco").getType());
        assertEquals(LocalResourceVisibility.PRIVATE, resources.get("draco").getVisibility());
        assertEquals(3, resources.get("draco").getSize());
        for (String name : List.of("core-site.xml", "hdfs-site.xml", "yarn-site.xml")) {
            LocalResource site = resources.get("hadoop-conf/" + name);
            assertEquals(LocalResourceType.FILE, site.getType());
            assertEquals(LocalResourceVisibility.APPLICATION, site.getVisibility());
            assertTrue(
                    site.getResource().getFile().endsWith("/" + name),
                    "a file of its own, since one file is laid under one name only");
        }
    }

    @Test
    void twoJarsOfOneNameLieSideBySide() throws IOException {
        Map<String, LocalResource> resources = launch.of(worker(0)).getLocalResources();
        assertEquals(2, resources.get("jars/00-rules.jar").getSize());
        assertEquals(3, resources.get("jars/01-rules.jar").getSize());
        assertEquals(
                LocalResourceVisibility.APPLICATION,
                resources.get("jars/01-rules.jar").getVisibility());
        assertEquals(LocalResourceType.FILE, resources.get("jars/01-rules.jar").getType());
    }

    @Test
    void everyContainerSaysWhoElseMaySeeAndKillIt() throws IOException {
        assertEquals(
                Map.of(), launch.of(new MemberAttempt(Member.worker(0), 0)).getApplicationACLs());
        JobSpec.Containers sizes =
                new JobSpec.Containers(
                        512,
                        512,
                        512,
                        256,
                        Vcores.each(1),
                        1,
                        "default",
                        false,
                        1,
                        new Acls("eve staff", "bob"));
        for (Role role : Role.values()) {
            assertEquals(
                    Map.of(
                            ApplicationAccessType.VIEW_APP, "eve staff",
                            ApplicationAccessType.MODIFY_APP, "bob"),
                    new ContainerLaunch(sizes, files(), Optional.empty(), Optional.empty())
                            .context(role, List.of(), new Credentials())
                            .getApplicationACLs());
        }
    }

    @Test
    void aMemberIsGivenTheTokensOfTheMomentOfItsStart() throws IOException {
        Credentials tokens = new Credentials();
        MemberLaunch renewing =
                new MemberLaunch(
                        new ContainerLaunch(
                                Jobs.withWorkers(1).containers(),
                                files(),
                                Optional.empty(),
                                Optional.empty()),
                        dir.toUri(),
                        () -> tokens,
                        new JobSecrets(KEY, Optional.empty()),
                        Crews.of(Jobs.withWorkers(1)));
        MemberAttempt who = new MemberAttempt(Member.worker(0), 0);
        assertEquals(0, credentials(renewing.of(who)).numberOfTokens());
        tokens.addToken(new Text("hdfs"), new Token<>());
        assertEquals(1, credentials(renewing.of(who)).numberOfTokens());
    }

    private static Credentials credentials(ContainerLaunchContext context) throws IOException {
        byte[] bytes = new byte[context.getTokens().remaining()];
        context.getTokens().duplicate().get(bytes);
        Credentials credentials = new Credentials();
        credentials.readTokenStorageStream(new DataInputStream(new ByteArrayInputStream(bytes)));
        return credentials;
    }
}
