package org.draco.am.access;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.security.UserGroupInformation;

/** The login of the client's process. */
public final class KerberosLogin {

    private KerberosLogin() {}

    /**
     * Sees to it that this process is somebody on the cluster: logs it in from the keytab, or looks for the ticket that {@code
     * kinit} has left. Without Kerberos everybody is who he says he is, and there is nothing to do. To be called before
     * anything else is asked of the cluster.
     *
     * @param keytab to log in from, if the user has given one
     * @return what is wrong, with what to do about it; nothing if this process may go on
     */
    public static List<String> establish(Optional<Keytab> keytab) throws IOException {
        if (!UserGroupInformation.isSecurityEnabled()) {
            return keytab.map(KerberosLogin::unwanted).stream().toList();
        }
        Optional<String> fault = keytab.isPresent() ? logIn(keytab.get()) : ticketMissing();
        return fault.stream().toList();
    }

    private static String unwanted(Keytab keytab) {
        return "principal: expected on a cluster with Kerberos only, found %s although hadoop.security.authentication is not kerberos;"
                        .formatted(keytab.principal())
                + " leave out --principal and --keytab, or set HADOOP_CONF_DIR to the secure cluster's configuration";
    }

    private static Optional<String> logIn(Keytab keytab) {
        if (!Files.isReadable(keytab.file())) {
            return Optional.of(
                    "keytab: expected a file that can be read, found none at " + keytab.file());
        }
        try {
            UserGroupInformation.loginUserFromKeytab(keytab.principal(), keytab.file().toString());
            return Optional.empty();
        } catch (IOException refused) {
            return Optional.of(
                    "principal: expected one whose key is in %s, found %s, whom Kerberos refuses: %s; look with klist -kt"
                            .formatted(
                                    keytab.file(),
                                    keytab.principal(),
                                    RootCause.of(refused).getMessage()));
        }
    }

    private static Optional<String> ticketMissing() throws IOException {
        UserGroupInformation user = UserGroupInformation.getCurrentUser();
        UserGroupInformation bearer = user.getRealUser() == null ? user : user.getRealUser();
        if (bearer.hasKerberosCredentials()) {
            return Optional.empty();
        }
        return Optional.of(
                "login: expected a Kerberos ticket, since the cluster is secure, found none of %s; run kinit, or give --principal and --keytab"
                        .formatted(bearer.getUserName()));
    }
}
