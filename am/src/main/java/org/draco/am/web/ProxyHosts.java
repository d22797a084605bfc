package org.draco.am.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All addresses of the hosts on which YARN's proxy runs, asked for anew every five minutes: a ResourceManager may move. Thread-safe.
 */
public final class ProxyHosts implements Supplier<Set<InetAddress>> {

    /** Finds the addresses of a host. */
    @FunctionalInterface
    public interface Resolver {

        /** As {@link InetAddress#getAllByName}. */
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    static final long AGE_MILLIS = 5 * 60 * 1000;

    private static final Logger LOG = LoggerFactory.getLogger(ProxyHosts.class);

    private final List<String> hosts;
    private final Resolver resolver;
    private final Clock clock;
    private Set<InetAddress> addresses = Set.of();
    private long resolvedMillis;

    /** @param hosts names or addresses, without ports */
    public ProxyHosts(List<String> hosts, Resolver resolver, Clock clock) {
        this.hosts = List.copyOf(hosts);
        this.resolver = resolver;
        this.clock = clock;
    }

    /** Those of the moment; if none can be found, those of before. */
    @Override
    public synchronized Set<InetAddress> get() {
        long now = clock.millis();
        if (addresses.isEmpty() || Math.abs(now - resolvedMillis) >= AGE_MILLIS) {
            Set<InetAddress> found = resolve();
            if (!found.isEmpty()) {
                addresses = Set.copyOf(found);
            }
            resolvedMillis = now;
        }
        return addresses;
    }

    private Set<InetAddress> resolve() {
        Set<InetAddress> found = new HashSet<>();
        for (String host : hosts) {
            try {
                found.addAll(List.of(resolver.addresses(host)));
            } catch (UnknownHostException unknown) {
                LOG.debug("the address of YARN's proxy {} is not known", host);
            }
        }
        return found;
    }
}
