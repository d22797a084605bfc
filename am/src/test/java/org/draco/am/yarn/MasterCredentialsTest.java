package org.draco.am.yarn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.security.token.Token;
import org.apache.hadoop.yarn.security.AMRMTokenIdentifier;
import org.draco.am.client.NewIdentity;
import org.draco.am.link.JobSecrets;
import org.draco.am.link.ServerIdentity;
import org.draco.codec.wire.JobKey;
import org.junit.jupiter.api.Test;

class MasterCredentialsTest {

    private final JobKey key = JobKey.random();
    private final ServerIdentity identity = NewIdentity.generate();

    private static Token<?> token(Text kind) {
        return new Token<>(new byte[] {1}, new byte[] {2}, kind, new Text("service of " + kind));
    }

    private Credentials delivered(Optional<ServerIdentity> server) {
        Credentials fileSystems = new Credentials();
        Token<?> token = token(new Text("HDFS_DELEGATION_TOKEN"));
        fileSystems.addToken(token.getService(), token);
        Credentials all =
                new MasterCredentials(fileSystems, new JobSecrets(key, server)).toDeliver();
        Token<?> own = token(AMRMTokenIdentifier.KIND_NAME);
        all.addToken(own.getService(), own);
        return all;
    }

    @Test
    void everyAttemptFindsWhatTheClientMade() throws IOException {
        JobSecrets found = MasterCredentials.of(delivered(Optional.of(identity))).secrets();
        assertArrayEquals(key.bytes(), found.key().bytes());
        assertArrayEquals(identity.keyBytes(), found.identity().orElseThrow().keyBytes());
        assertArrayEquals(
                identity.certificateBytes(), found.identity().orElseThrow().certificateBytes());
    }

    @Test
    void aJobInTheOpenHasNoIdentity() throws IOException {
        assertTrue(
                MasterCredentials.of(delivered(Optional.empty())).secrets().identity().isEmpty());
    }

    @Test
    void theFleetGetsTheTokensOfFileSystemsAndNothingElse() throws IOException {
        Credentials passedOn = MasterCredentials.of(delivered(Optional.of(identity))).fileSystems();
        assertEquals(1, passedOn.numberOfTokens());
        assertEquals(
                "HDFS_DELEGATION_TOKEN",
                passedOn.getAllTokens().iterator().next().getKind().toString());
        assertEquals(0, passedOn.numberOfSecretKeys());
    }

    @Test
    void whatIsMissingIsSaid() {
        assertRefused(new Credentials(), "have no draco.job.key");
        Credentials half = delivered(Optional.of(identity));
        half.removeSecretKey(new Text("draco.server.certificate"));
        assertRefused(half, "have no draco.server.certificate");
    }

    @Test
    void whatIsWrongIsSaidAndNotShown() {
        Credentials wrong = delivered(Optional.of(identity));
        wrong.addSecretKey(new Text("draco.server.key"), "secret".getBytes());
        assertRefused(wrong, "found 6 and");
        wrong.addSecretKey(new Text("draco.job.key"), "secret".getBytes());
        assertRefused(wrong, "job key: expected 32 bytes, found 6");
    }

    private static void assertRefused(Credentials delivered, String why) {
        IOException e = assertThrows(IOException.class, () -> MasterCredentials.of(delivered));
        assertTrue(e.getMessage().contains(why), e.getMessage());
        assertFalse(e.getMessage().contains("secret"), e.getMessage());
    }

    @Test
    void nothingOfItIsShown() {
        String shown =
                new MasterCredentials(new Credentials(), new JobSecrets(key, Optional.of(identity)))
                        .secrets()
                        .toString();
        assertEquals(
                "JobSecrets[key=a job's key, identity=Optional[the parameter server's identity]]",
                shown);
    }

    @Test
    void yarnSaysWhichAttemptThisIs() {
        Map<String, String> variables =
                new HashMap<>(
                        Map.of(
                                "NM_HOST",
                                "node7",
                                "CONTAINER_ID",
                                "container_e17_1700000000000_0004_03_000001"));
        String application = "application_1700000000000_0004";
        assertEquals(
                new MasterEnvironment("node7", 3, application, "/proxy/" + application),
                MasterEnvironment.of(variables));
        variables.put("APPLICATION_WEB_PROXY_BASE", "/elsewhere/" + application);
        assertEquals("/elsewhere/" + application, MasterEnvironment.of(variables).proxyBase());
        IllegalArgumentException refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> MasterEnvironment.of(Map.of("NM_HOST", "node7")));
        assertEquals(
                "environment: expected CONTAINER_ID as YARN sets it, found nothing",
                refused.getMessage());
    }
}
