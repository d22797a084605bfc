package org.draco.am.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Nobody walks around YARN's proxy, and who comes through it is who it says. */
class ProxyGateTest {

    private static InetAddress address(int last) throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) last});
    }

    private static ProxyGate gate(Viewers viewers) throws UnknownHostException {
        Set<InetAddress> proxies = Set.of(address(1), address(2));
        return new ProxyGate(() -> proxies, "http://rm:8088", "/proxy/application_1_0001", viewers);
    }

    private static final Viewers EVERYBODY = new Viewers(false, "ada", " ", "");
    private static final Viewers NAMED = new Viewers(true, "ada", "root admins", "bob,carol");

    private static ProxyGate.Verdict ask(Viewers viewers, String... cookies)
            throws UnknownHostException {
        return gate(viewers).judge(address(2), List.of(cookies), URI.create("/"));
    }

    @Test
    void whoeverComesFromTheProxyIsLetIn() throws UnknownHostException {
        for (int host : new int[] {1, 2}) {
            assertInstanceOf(
                    ProxyGate.Welcome.class,
                    gate(EVERYBODY).judge(address(host), List.of(), URI.create("/api/job")));
        }
    }

    @Test
    void whoeverComesFromElsewhereIsSentToTheProxyWithAMarkAgainstLoops()
            throws UnknownHostException {
        assertEquals(
                new ProxyGate.Elsewhere(
                        "http://rm:8088/proxy/redirect/application_1_0001/api/steps?after=3"),
                gate(EVERYBODY)
                        .judge(
                                address(3),
                                List.of("proxy-user=ada"),
                                URI.create("/api/steps?after=3")));
        assertEquals(
                new ProxyGate.Elsewhere("http://rm:8088/proxy/redirect/application_1_0001/%0d%0a"),
                gate(EVERYBODY).judge(address(3), List.of(), URI.create("/%0d%0a")));
    }

    @Test
    void whereTheClusterHasAclsOnlyOwnerAdministratorsAndThoseNamedMayLook()
            throws UnknownHostException {
        for (String name : List.of("ada", "root", "bob", "carol")) {
            assertInstanceOf(ProxyGate.Welcome.class, ask(NAMED, "proxy-user=" + name), name);
        }
        for (String cookie :
                List.of("proxy-user=eve", "proxy-user=", "user=ada", "proxy-user=%zz")) {
            assertInstanceOf(ProxyGate.Refused.class, ask(NAMED, cookie), cookie);
        }
        assertInstanceOf(ProxyGate.Refused.class, ask(NAMED), "without a name");
        ProxyGate.Refused refused =
                assertInstanceOf(ProxyGate.Refused.class, ask(NAMED, "a=b; proxy-user=eve"));
        assertTrue(refused.why().startsWith("user eve may not view this job"), refused.why());
    }

    @Test
    void theProxyWritesNamesAsUrlsDo() throws UnknownHostException {
        Viewers viewers = new Viewers(true, "ada lovelace@EXAMPLE.COM", " ", "");
        assertInstanceOf(
                ProxyGate.Welcome.class,
                ask(viewers, "checked=1; proxy-user=ada+lovelace%40EXAMPLE.COM"));
    }

    @Test
    void aListOfEverybodyIsEverybody() {
        assertTrue(new Viewers(true, "ada", "*", "").test(Optional.of("eve")));
        assertTrue(new Viewers(true, "ada", " ", "*").test(Optional.empty()));
        assertTrue(new Viewers(false, "ada", " ", "").test(Optional.empty()));
    }

    @Test
    void allAddressesOfTheProxysHostsCountAndAreAskedForAnewInTime() throws UnknownHostException {
        HandClock clock = new HandClock();
        AtomicInteger asked = new AtomicInteger();
        Map<String, InetAddress[]> known =
                Map.of(
                        "rm1", new InetAddress[] {address(1), address(2)},
                        "rm2", new InetAddress[] {address(3)});
        boolean[] gone = new boolean[1];
        ProxyHosts hosts =
                new ProxyHosts(
                        List.of("rm1", "nobody", "rm2"),
                        host -> {
                            asked.incrementAndGet();
                            if (gone[0] || !known.containsKey(host)) {
                                throw new UnknownHostException(host);
                            }
                            return known.get(host);
                        },
                        clock);
        Set<InetAddress> all = Set.of(address(1), address(2), address(3));
        assertEquals(all, hosts.get());
        assertEquals(all, hosts.get());
        assertEquals(3, asked.get(), "each host once");
        clock.pass(ProxyHosts.AGE_MILLIS);
        gone[0] = true;
        assertEquals(all, hosts.get(), "a name server that is away changes nothing");
        assertEquals(6, asked.get());
    }
}
