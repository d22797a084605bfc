package org.draco.bin.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.draco.am.access.KerberosLogin;
import org.draco.am.access.Keytab;
import picocli.CommandLine.Option;

/** The options that say who a job's user is on a cluster with Kerberos. */
final class KerberosOptions {

    /** What these options are called. */
    static final Set<String> NAMES = Set.of("--principal", "--keytab");

    @Option(
            names = "--principal",
            paramLabel = "NAME",
            description =
                    "With --keytab: log in as this user, and have the job do the same, so that it may take longer than its tokens"
                            + " live (default: the ticket of kinit, and days).")
    String principal;

    @Option(
            names = "--keytab",
            paramLabel = "FILE",
            description = "With --principal: the user's key, a file on this machine.")
    Path file;

    /**
     * What was given.
     *
     * @throws FaultySpecificationException if one of the two is missing
     */
    Optional<Keytab> keytab() throws FaultySpecificationException {
        if ((principal == null) != (file == null)) {
            throw new FaultySpecificationException(
                    List.of(
                            "principal: expected --principal and --keytab together, found only "
                                    + (file == null
                                            ? "--principal " + principal
                                            : "--keytab " + file)));
        }
        return principal == null ? Optional.empty() : Optional.of(new Keytab(principal, file));
    }

    /**
     * Sees to it that this process is somebody on the cluster; without Kerberos there is nothing to do.
     *
     * @param embedded whether the cluster is one that this process starts, which has no Kerberos
     * @throws FaultySpecificationException if it is not, or these options are out of place
     */
    void logIn(boolean embedded) throws IOException, FaultySpecificationException {
        Optional<Keytab> keytab = keytab();
        if (embedded && keytab.isPresent()) {
            throw new FaultySpecificationException(
                    List.of(
                            "principal: expected on a cluster with Kerberos only, found it with --embedded; leave out --principal and"
                                    + " --keytab"));
        }
        List<String> faults = embedded ? List.of() : KerberosLogin.establish(keytab);
        if (!faults.isEmpty()) {
            throw new FaultySpecificationException(faults);
        }
    }
}
