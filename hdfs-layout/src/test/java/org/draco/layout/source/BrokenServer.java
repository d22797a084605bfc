package org.draco.layout.source;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A web server that has one file and keeps its promises as badly as a test wants. */
final class BrokenServer implements AutoCloseable {

    byte[] content;
    String etag = "\"v1\"";

    /** How many bytes of a body are sent before the connection is cut; for successive requests, then whole. */
    final List<Integer> cuts = new ArrayList<>();

    boolean ignoresRange;
    int lieAboutStart;
    int status = 200;
    String redirect;

    /** {@code Range} of each request; "" for none. */
    final List<String> ranges = new ArrayList<>();

    private final HttpServer server;

    BrokenServer(byte[] content) throws IOException {
        this.content = content;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    URI address(String name) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/" + name);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        ranges.add(range == null ? "" : range);
        if (redirect != null) {
            exchange.getResponseHeaders().set("Location", redirect);
            redirect = redirect.startsWith("/loop") ? redirect : null;
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
            return;
        }
        if (status != 200) {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
            return;
        }
        String version = exchange.getRequestHeaders().getFirst("If-Range");
        boolean same = version == null || version.equals(etag);
        int start = 0;
        if (range != null && same && !ignoresRange) {
            start = Integer.parseInt(range.substring(6, range.length() - 1));
        }
        if (etag != null) {
            exchange.getResponseHeaders().set("ETag", etag);
        }
        if (start > 0 && start >= content.length) {
            exchange.sendResponseHeaders(416, -1);
            exchange.close();
            return;
        }
        if (start > 0) {
            String claimed =
                    "bytes %d-%d/%d"
                            .formatted(start + lieAboutStart, content.length - 1, content.length);
            exchange.getResponseHeaders().set("Content-Range", claimed);
        }
        byte[] body = Arrays.copyOfRange(content, start, content.length);
        exchange.sendResponseHeaders(start > 0 ? 206 : 200, body.length);
        int cut = cuts.isEmpty() ? body.length : Math.min(body.length, cuts.remove(0));
        OutputStream out = exchange.getResponseBody();
        out.write(body, 0, cut);
        out.flush();
        // Closing before all is written cuts the connection.
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
