package org.draco.bin.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivilegedExceptionAction;
import java.util.Map;
import java.util.Properties;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.HdfsConfiguration;
import org.apache.hadoop.minikdc.MiniKdc;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.yarn.conf.YarnConfiguration;

/**
 * An embedded cluster with Kerberos: a KDC in this JVM, privacy on every RPC and every block transfer, YARN's ACLs on.
 *
 * <p>All daemons are one principal, since they share this JVM's login. Containers run as the user of this JVM, as a
 * NodeManager without its setuid helper has them; whom they are on HDFS, their tokens alone say.
 */
public final class SecureCluster implements AutoCloseable {

    private static final String SERVICE = "draco/localhost";

    private final MiniKdc kdc;
    private final Path keytabs;
    private final EmbeddedCluster cluster;

    /**
     * Starts KDC, HDFS and YARN.
     *
     * @param parent an existing directory
     * @param further settings that overrule ours
     */
    public SecureCluster(Path parent, int memoryMb, Map<String, String> further) throws Exception {
        Path work = Files.createDirectory(parent.resolve("kdc"));
        keytabs = Files.createDirectory(parent.resolve("keytabs"));
        Properties settings = MiniKdc.createConf();
        kdc = new MiniKdc(settings, work.toFile());
        kdc.start();
        try {
            File keytab = keytabs.resolve("service.keytab").toFile();
            kdc.createPrincipal(keytab, SERVICE, "HTTP/localhost");
            Map<String, String> all = settings(keytab.getPath());
            all.putAll(further);
            logIn(keytab.getPath());
            cluster = EmbeddedCluster.start(parent, memoryMb, all, System.out::println);
        } catch (Exception e) {
            kdc.stop();
            throw e;
        }
    }

    /** YARN's daemons take the login as they find it, since the mini cluster leaves theirs out. */
    private void logIn(String keytab) throws IOException {
        // Hadoop's own defaults first, for whoever comes last wins.
        HdfsConfiguration.init();
        new YarnConfiguration();
        // For the process that fetches a container's files, too: it reads the files of the node.
        Configuration.addDefaultResource("org/draco/bin/embedded/secure-site.xml");
        UserGroupInformation.setConfiguration(new Configuration());
        UserGroupInformation.loginUserFromKeytab(principal(SERVICE), keytab);
    }

    private Map<String, String> settings(String keytab) {
        // On a real node this file is /etc/krb5.conf.
        Map<String, String> settings =
                BriefContainers.settings("-Djava.security.krb5.conf=" + kdc.getKrb5conf());
        // The embedded cluster says "simple" of itself.
        settings.put("hadoop.security.authentication", "kerberos");
        // Instead of certificates for web pages that nobody opens here.
        settings.put("ignore.secure.ports.for.testing", "true");
        settings.put("dfs.web.authentication.kerberos.principal", principal("HTTP/localhost"));
        settings.put("dfs.web.authentication.kerberos.keytab", keytab);
        for (String daemon : new String[] {"dfs.namenode", "dfs.datanode"}) {
            settings.put(daemon + ".kerberos.principal", principal(SERVICE));
            settings.put(daemon + ".keytab.file", keytab);
        }
        for (String daemon : new String[] {"yarn.resourcemanager", "yarn.nodemanager"}) {
            settings.put(daemon + ".principal", principal(SERVICE));
            settings.put(daemon + ".keytab", keytab);
        }
        // By default everybody administers YARN and its queues, and ACLs of jobs keep nobody out.
        settings.put("yarn.admin.acl", "draco");
        settings.put("yarn.scheduler.capacity.root.acl_administer_queue", "draco");
        return settings;
    }

    /** The full name of a principal, e.g. {@code alice@EXAMPLE.COM}. */
    public String principal(String name) {
        return name + "@" + kdc.getRealm();
    }

    /** What a client needs to reach this cluster. */
    public Configuration configuration() {
        return cluster.configuration();
    }

    /**
     * A new user of the cluster with an HDFS home of his own.
     *
     * @return his keytab
     */
    public Path newUser(String name) throws Exception {
        Path keytab = keytabs.resolve(name + ".keytab");
        kdc.createPrincipal(keytab.toFile(), name);
        var home = new org.apache.hadoop.fs.Path("/user/" + name);
        var fs = home.getFileSystem(configuration());
        fs.mkdirs(home.getParent());
        FileSystem.mkdirs(fs, home, new FsPermission((short) 0700));
        fs.setOwner(home, name, name);
        return keytab;
    }

    /** Does something as a user who has logged in with his keytab. */
    public <T> T as(String user, PrivilegedExceptionAction<T> action) throws Exception {
        return UserGroupInformation.loginUserFromKeytabAndReturnUGI(
                        principal(user), keytabs.resolve(user + ".keytab").toString())
                .doAs(action);
    }

    /** Stops everything. */
    @Override
    public void close() {
        cluster.close();
        kdc.stop();
    }
}
