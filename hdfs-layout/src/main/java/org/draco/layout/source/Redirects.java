package org.draco.layout.source;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLConnection;
import java.util.Optional;
import java.util.Set;

/** Asks a server for a file, and whoever it names instead. From {@code https} nobody is followed to {@code http}. */
final class Redirects {

    static final int RANGE_NOT_SATISFIABLE = 416;

    private static final int MOST = 10;
    private static final int CONNECT_MILLIS = 30_000;

    /** A server that says nothing for so long is taken for lost. */
    private static final int SILENCE_MILLIS = 60_000;

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private Redirects() {}

    /**
     * Sends the request and reads the answer's head.
     *
     * @param start first byte wanted
     * @param version of which the rest is wanted
     */
    static HttpURLConnection open(URI from, long start, Optional<String> version)
            throws IOException {
        URI at = from;
        for (int i = 0; i <= MOST; i++) {
            HttpURLConnection connection = connect(at, start, version);
            if (!REDIRECTS.contains(connection.getResponseCode())) {
                return connection;
            }
            String location = connection.getHeaderField("Location");
            connection.disconnect();
            at = next(at, location);
        }
        throw new FileNotFoundException(
                from + ": expected a file, found more than " + MOST + " redirections");
    }

    private static HttpURLConnection connect(URI at, long start, Optional<String> version)
            throws IOException {
        URLConnection connection = at.toURL().openConnection();
        if (!(connection instanceof HttpURLConnection http)) {
            throw new FileNotFoundException(at + ": expected http or https");
        }
        http.setInstanceFollowRedirects(false);
        http.setConnectTimeout(CONNECT_MILLIS);
        http.setReadTimeout(SILENCE_MILLIS);
        http.setUseCaches(false);
        // As it lies there: offsets count these bytes.
        http.setRequestProperty("Accept-Encoding", "identity");
        if (start > 0) {
            http.setRequestProperty("Range", "bytes=" + start + "-");
            version.ifPresent(tag -> http.setRequestProperty("If-Range", tag));
        }
        return http;
    }

    static URI next(URI at, String location) throws FileNotFoundException {
        try {
            URI next = at.resolve(location == null ? "" : location);
            boolean secure = "https".equalsIgnoreCase(next.getScheme());
            boolean web = secure || "http".equalsIgnoreCase(next.getScheme());
            if (location != null && web && (secure || "http".equalsIgnoreCase(at.getScheme()))) {
                return next;
            }
        } catch (IllegalArgumentException noAddress) {
            throw refused(at, location);
        }
        throw refused(at, location);
    }

    private static FileNotFoundException refused(URI at, String location) {
        return new FileNotFoundException(
                at + ": expected a redirection to http or https, found " + location);
    }
}
