package org.draco.am.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.UserGroupInformation;
import org.draco.layout.JobLayout;
import org.draco.layout.job.JobSpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where there is no Kerberos, nothing of it is asked, of nobody. */
class InsecureClusterTest {

    @BeforeEach
    void noKerberos() {
        assertFalse(UserGroupInformation.isSecurityEnabled());
    }

    @Test
    void nobodyHasToLogIn() throws IOException {
        assertEquals(List.of(), KerberosLogin.establish(Optional.empty()));
    }

    @Test
    void aPrincipalIsRefused() throws IOException {
        List<String> faults =
                KerberosLogin.establish(
                        Optional.of(new Keytab("ada@EXAMPLE.COM", Path.of("no-such-file"))));
        assertEquals(1, faults.size());
        assertTrue(
                faults.get(0)
                        .startsWith(
                                "principal: expected on a cluster with Kerberos only, found ada@EXAMPLE.COM"),
                faults.get(0));
    }

    @Test
    void aKeytabLogsNobodyIn() {
        IOException refused =
                assertThrows(
                        IOException.class,
                        () ->
                                KeytabTokens.logIn(
                                        new Keytab("ada@EXAMPLE.COM", Path.of("no-such-file"))));
        assertTrue(refused.getMessage().contains("to be kerberos"), refused.getMessage());
    }

    /** The file systems do not even exist. */
    @Test
    void noFileSystemIsAskedForATokenNorOpened() throws IOException {
        var nowhere = new org.apache.hadoop.fs.Path("nowhere://cluster/draco/jobs/trial");
        JobSpec spec = org.draco.am.yarn.Jobs.withWorkers(3);
        FileSystemTokens tokens =
                FileSystemTokens.ofJob(
                        new Configuration(false), new JobLayout(nowhere), nowhere, spec);
        assertEquals(0, tokens.obtain("").numberOfTokens());
    }
}
