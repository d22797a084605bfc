package org.draco.am.yarn;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.webapp.util.WebAppUtils;
import org.draco.am.web.JobServer;
import org.draco.am.web.JobServer.Endpoint;
import org.draco.am.web.ProxyGate;
import org.draco.am.web.ProxyHosts;
import org.draco.am.web.Viewers;
import org.draco.layout.job.Acls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way to an ApplicationMaster's page on this cluster: through YARN's proxy alone, for those who may see the application. */
final class PageGate {

    private static final Logger LOG = LoggerFactory.getLogger(PageGate.class);

    private PageGate() {}

    /**
     * Serves from now on, if a port can be had; without a page an application does as well.
     *
     * @param acls who may see it beside its user
     */
    static Optional<JobServer> serve(
            Configuration conf,
            MasterEnvironment environment,
            Acls acls,
            List<Endpoint> endpoints) {
        try {
            return Optional.of(new JobServer(gate(conf, environment, acls), endpoints));
        } catch (IOException | RuntimeException cause) {
            LOG.warn("There is no page: {}", cause.toString());
            return Optional.empty();
        }
    }

    /** For YARN's proxy; empty if there is no page. */
    static String url(MasterEnvironment environment, Optional<JobServer> server) {
        return server.map(running -> "http://%s:%d/".formatted(environment.host(), running.port()))
                .orElse("");
    }

    private static ProxyGate gate(Configuration conf, MasterEnvironment environment, Acls acls) {
        List<String> proxies = WebAppUtils.getProxyHostsAndPortsForAmFilter(conf);
        List<String> hosts =
                proxies.stream().map(proxy -> proxy.replaceFirst(":\\d+$", "")).toList();
        Viewers viewers =
                new Viewers(
                        conf.getBoolean(
                                YarnConfiguration.YARN_ACL_ENABLE,
                                YarnConfiguration.DEFAULT_YARN_ACL_ENABLE),
                        user(),
                        conf.get(
                                YarnConfiguration.YARN_ADMIN_ACL,
                                YarnConfiguration.DEFAULT_YARN_ADMIN_ACL),
                        acls.view());
        return new ProxyGate(
                new ProxyHosts(hosts, InetAddress::getAllByName, Clock.systemUTC()),
                WebAppUtils.getHttpSchemePrefix(conf) + proxies.get(0),
                environment.proxyBase(),
                viewers);
    }

    /** Whom this process runs for. */
    static String user() {
        try {
            return UserGroupInformation.getCurrentUser().getShortUserName();
        } catch (IOException cause) {
            throw new IllegalStateException(
                    "this process has no user: " + cause.getMessage(), cause);
        }
    }
}
