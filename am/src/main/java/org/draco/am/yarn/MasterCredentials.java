package org.draco.am.yarn;

import java.io.IOException;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.security.token.Token;
import org.apache.hadoop.yarn.security.AMRMTokenIdentifier;
import org.draco.codec.wire.JobKey;

/**
 * What the ApplicationMaster has been given to prove what it may. The client makes it, and YARN gives the same to each attempt.
 *
 * @param fileSystems the tokens for the file systems, for the fleet's processes too; without the one that makes its bearer the
 *     ApplicationMaster
 * @param key from which the workers' secrets are derived
 */
public record MasterCredentials(Credentials fileSystems, JobKey key) {

    private static final Text KEY_ALIAS = new Text("draco.job.key");

    /**
     * Takes apart what YARN has delivered.
     *
     * @throws IOException if the job's key is not in it
     */
    static MasterCredentials of(Credentials delivered) throws IOException {
        byte[] key = delivered.getSecretKey(KEY_ALIAS);
        if (key == null) {
            throw new IOException(
                    "the ApplicationMaster's credentials have no "
                            + KEY_ALIAS
                            + "; start it through draco train only");
        }
        Credentials fileSystems = new Credentials();
        for (Token<?> token : delivered.getAllTokens()) {
            if (!token.getKind().equals(AMRMTokenIdentifier.KIND_NAME)) {
                fileSystems.addToken(token.getService(), token);
            }
        }
        return new MasterCredentials(fileSystems, JobKey.of(key));
    }

    /** All of it, as YARN is to deliver it; a copy. */
    public Credentials toDeliver() {
        Credentials all = new Credentials(fileSystems);
        all.addSecretKey(KEY_ALIAS, key.bytes());
        return all;
    }
}
