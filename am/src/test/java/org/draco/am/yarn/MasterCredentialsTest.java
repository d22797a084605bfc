package org.draco.am.yarn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.security.token.Token;
import org.apache.hadoop.yarn.security.AMRMTokenIdentifier;
import org.draco.codec.wire.JobKey;
import org.junit.jupiter.api.Test;

class MasterCredentialsTest {

    private static Token<?> token(Text kind, String service) {
        return new Token<>(new byte[] {1}, new byte[] {2}, kind, new Text(service));
    }

    @Test
    void whatIsDeliveredIsTakenApartAgain() throws IOException {
        JobKey key = JobKey.random();
        Credentials tokens = new Credentials();
        tokens.addToken(new Text("hdfs"), token(new Text("HDFS_DELEGATION_TOKEN"), "hdfs"));
        Credentials delivered = new MasterCredentials(tokens, key).toDeliver();
        assertEquals(0, tokens.numberOfSecretKeys(), "a copy");
        delivered.addToken(new Text("rm"), token(AMRMTokenIdentifier.KIND_NAME, "rm"));

        MasterCredentials taken = MasterCredentials.of(delivered);
        assertArrayEquals(key.bytes(), taken.key().bytes());
        assertEquals(1, taken.fileSystems().numberOfTokens(), "not the ApplicationMaster's own");
        assertEquals(0, taken.fileSystems().numberOfSecretKeys(), "no worker gets the key");
    }

    @Test
    void withoutTheKeyThereIsNoJob() {
        IOException refused =
                assertThrows(IOException.class, () -> MasterCredentials.of(new Credentials()));
        assertTrue(refused.getMessage().contains("draco.job.key"), refused.getMessage());
    }

    @Test
    void yarnSaysWhichAttemptThisIs() {
        Map<String, String> variables =
                Map.of(
                        "NM_HOST",
                        "node7",
                        "CONTAINER_ID",
                        "container_e17_1700000000000_0004_03_000001");
        assertEquals(new MasterEnvironment("node7", 3), MasterEnvironment.of(variables));
        IllegalArgumentException refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> MasterEnvironment.of(Map.of("NM_HOST", "node7")));
        assertEquals(
                "environment: expected CONTAINER_ID as YARN sets it, found nothing",
                refused.getMessage());
    }
}
