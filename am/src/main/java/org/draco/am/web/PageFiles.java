package org.draco.am.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.draco.am.web.JobServer.Endpoint;

/** The page's own files, and those of the chart library, which comes as a WebJar. Immutable. */
public final class PageFiles {

    /** One file, as the page names it. */
    record PageFile(String name, String contentType, String text) {}

    private static final String CSS = "text/css; charset=utf-8";
    private static final String SCRIPT = "text/javascript; charset=utf-8";

    private final String html;
    private final String licence;
    private final List<PageFile> files;

    /** Reads them from the class path. */
    public PageFiles() {
        this.html = own("page.html");
        this.licence = library("LICENSE");
        this.files =
                List.of(
                        new PageFile("uplot.css", CSS, library("dist/uPlot.min.css")),
                        new PageFile("page.css", CSS, own("page.css")),
                        new PageFile("uplot.js", SCRIPT, library("dist/uPlot.iife.min.js")),
                        new PageFile("charts.js", SCRIPT, own("charts.js")),
                        new PageFile("tables.js", SCRIPT, own("tables.js")),
                        new PageFile("page.js", SCRIPT, own("page.js")),
                        new PageFile("icon.svg", "image/svg+xml", own("icon.svg")));
    }

    /** Their addresses; the page itself is {@code /}. */
    public List<Endpoint> endpoints() {
        List<Endpoint> endpoints =
                new ArrayList<>(List.of(endpoint("/", "text/html; charset=utf-8", html)));
        files.forEach(
                file ->
                        endpoints.add(
                                endpoint("/" + file.name(), file.contentType(), file.text())));
        return endpoints;
    }

    private static Endpoint endpoint(String path, String contentType, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Endpoint(path, contentType, (query, out) -> out.write(bytes));
    }

    String html() {
        return html;
    }

    List<PageFile> files() {
        return files;
    }

    /** Of the chart library: it goes where the library goes. */
    String licence() {
        return licence;
    }

    private static String own(String name) {
        return resource("/org/draco/am/web/" + name);
    }

    private static String library(String name) {
        return resource("/META-INF/resources/webjars/uplot/" + libraryVersion() + "/" + name);
    }

    /** As the WebJar says itself: the pom alone names the version. */
    private static String libraryVersion() {
        String file = "/META-INF/maven/org.webjars.npm/uplot/pom.properties";
        try (InputStream in = PageFiles.class.getResourceAsStream(file)) {
            Properties properties = new Properties();
            properties.load(present(in, file));
            return properties.getProperty("version");
        } catch (IOException damaged) {
            throw new UncheckedIOException(file, damaged);
        }
    }

    private static String resource(String name) {
        try (InputStream in = PageFiles.class.getResourceAsStream(name)) {
            return new String(present(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException damaged) {
            throw new UncheckedIOException(name, damaged);
        }
    }

    private static InputStream present(InputStream in, String name) {
        if (in == null) {
            throw new IllegalStateException(
                    "class path: expected " + name + ", found nothing; is a jar of lib missing?");
        }
        return in;
    }
}
