package org.draco.am.web;

import java.net.InetAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Judges who may look at the page: whoever comes through YARN's proxy, which says who he is, if the job lets him. The rule is that of
 * Hadoop's own filter for ApplicationMasters, which is not among the jars of a container.
 *
 * <p>Who comes from an address that is not the proxy's is sent there. The way there is marked, so that a proxy whose own request
 * comes back knows that this process takes it for a stranger, and does not ask again for ever.
 *
 * <p>Thread-safe if what it is given is.
 */
public final class ProxyGate {

    /** What becomes of a request. */
    public sealed interface Verdict {}

    /** It is answered. */
    public record Welcome() implements Verdict {}

    /** It is sent on. */
    public record Elsewhere(String location) implements Verdict {}

    /** It is turned down. */
    public record Refused(String why) implements Verdict {}

    /** The cookie by which YARN's proxy says who asks. */
    static final String USER_COOKIE = "proxy-user";

    private static final String PROXY_PATH = "/proxy";
    private static final String MARK = "/redirect";

    private final Supplier<Set<InetAddress>> proxies;
    private final String proxiedBase;
    private final Predicate<Optional<String>> mayView;

    /**
     * A gate.
     *
     * @param proxies the proxy's addresses of the moment; {@link ProxyHosts}
     * @param proxyServer scheme, host and port of the proxy, e.g. {@code http://rm:8088}
     * @param proxiedPath of this application there, e.g. {@code /proxy/application_1_0001}
     * @param mayView whether this user may look; without a name when the proxy gives none
     */
    public ProxyGate(
            Supplier<Set<InetAddress>> proxies,
            String proxyServer,
            String proxiedPath,
            Predicate<Optional<String>> mayView) {
        this.proxies = Objects.requireNonNull(proxies, "proxies");
        this.proxiedBase =
                proxyServer
                        + (proxiedPath.startsWith(PROXY_PATH + "/")
                                ? PROXY_PATH + MARK + proxiedPath.substring(PROXY_PATH.length())
                                : proxiedPath);
        this.mayView = Objects.requireNonNull(mayView, "mayView");
    }

    Verdict judge(InetAddress from, List<String> cookies, URI request) {
        if (!proxies.get().contains(from)) {
            return new Elsewhere(location(request));
        }
        Optional<String> user = user(cookies);
        if (!mayView.test(user)) {
            return new Refused(
                    user.map(name -> "user " + quoted(name))
                                    .orElse("whoever does not say who he is")
                            + " may not view this job (yarn.acl.enable); its owner names those who may with --view-acls");
        }
        return new Welcome();
    }

    /** Only of what a path and a query may hold as they came: a line feed in here would be a header of a stranger's. */
    private String location(URI request) {
        String path = request.getRawPath() == null ? "/" : request.getRawPath();
        String query = request.getRawQuery() == null ? "" : "?" + request.getRawQuery();
        return proxiedBase + (path.startsWith("/") ? path : "/") + query;
    }

    private static Optional<String> user(List<String> cookies) {
        return cookies.stream()
                .flatMap(line -> Stream.of(line.split(";")))
                .map(String::strip)
                .filter(cookie -> cookie.startsWith(USER_COOKIE + "="))
                .map(cookie -> decoded(cookie.substring(USER_COOKIE.length() + 1)))
                .filter(name -> !name.isEmpty())
                .findFirst();
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return "";
        }
    }

    private static String quoted(String name) {
        String plain = name.replaceAll("\\p{Cntrl}", "?");
        return plain.length() > 64 ? plain.substring(0, 64) + "..." : plain;
    }
}
