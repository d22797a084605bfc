package org.draco.am.yarn;

import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.security.token.Token;
import org.apache.hadoop.yarn.security.AMRMTokenIdentifier;
import org.draco.am.link.JobSecrets;
import org.draco.am.link.ServerIdentity;
import org.draco.codec.wire.Encryption;
import org.draco.codec.wire.JobKey;

/**
 * What the ApplicationMaster has been given to prove what it may. The client makes it, and YARN gives the same to each attempt.
 *
 * @param fileSystems the tokens for the file systems, for the fleet's processes too; without the one that makes its bearer the
 *     ApplicationMaster
 * @param secrets the job's, for the parameter server alone
 */
public record MasterCredentials(Credentials fileSystems, JobSecrets secrets) {

    private static final Text KEY_ALIAS = new Text("draco.job.key");
    private static final Text SERVER_KEY_ALIAS = new Text("draco.server.key");
    private static final Text CERTIFICATE_ALIAS = new Text(Encryption.CERTIFICATE_ALIAS);

    /**
     * Takes apart what YARN has delivered.
     *
     * @throws IOException if the job's key is not in it, or a secret is not what it should be; the message shows none
     */
    static MasterCredentials of(Credentials delivered) throws IOException {
        Credentials fileSystems = new Credentials();
        for (Token<?> token : delivered.getAllTokens()) {
            if (!token.getKind().equals(AMRMTokenIdentifier.KIND_NAME)) {
                fileSystems.addToken(token.getService(), token);
            }
        }
        return new MasterCredentials(fileSystems, secrets(delivered));
    }

    private static JobSecrets secrets(Credentials delivered) throws IOException {
        byte[] serverKey = delivered.getSecretKey(SERVER_KEY_ALIAS);
        try {
            return new JobSecrets(
                    JobKey.of(required(KEY_ALIAS, delivered)),
                    serverKey == null
                            ? Optional.empty()
                            : Optional.of(
                                    ServerIdentity.of(
                                            serverKey, required(CERTIFICATE_ALIAS, delivered))));
        } catch (IllegalArgumentException cause) {
            throw new IOException(
                    "the ApplicationMaster's credentials: " + cause.getMessage(), cause);
        }
    }

    private static byte[] required(Text alias, Credentials delivered) throws IOException {
        byte[] secret = delivered.getSecretKey(alias);
        if (secret == null) {
            throw new IOException(
                    "the ApplicationMaster's credentials have no "
                            + alias
                            + "; start it through draco train only");
        }
        return secret;
    }

    /** All of it, as YARN is to deliver it; a copy. */
    public Credentials toDeliver() {
        Credentials all = new Credentials(fileSystems);
        all.addSecretKey(KEY_ALIAS, secrets.key().bytes());
        secrets.identity()
                .ifPresent(
                        server -> {
                            all.addSecretKey(SERVER_KEY_ALIAS, server.keyBytes());
                            all.addSecretKey(CERTIFICATE_ALIAS, server.certificateBytes());
                        });
        return all;
    }
}
