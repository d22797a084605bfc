package org.draco.am.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.am.web.JobServer.Endpoint;
import org.draco.am.yarn.Jobs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a browser draws the page, served and as a file. Screenshots stay in {@code target/page}. */
class PageInBrowserTest {

    private static final java.nio.file.Path SHOTS = java.nio.file.Path.of("target/page");

    @TempDir private java.nio.file.Path directory;

    private Chromium chromium;
    private SampleJob job;
    private FileSystem fs;

    @BeforeEach
    void makeTheJob() throws IOException {
        Optional<Chromium> found = Chromium.find(directory.resolve("profile"));
        assumeTrue(
                found.isPresent(),
                "no browser: the page is not tried (.ci/run installs Chromium; the variable CHROME may name one)");
        chromium = found.get();
        fs = FileSystem.getLocal(new Configuration());
        job = new SampleJob(fs, new Path(directory.resolve("job").toUri()));
        job.train(fs);
        Files.createDirectories(SHOTS);
    }

    private static long count(String dom, String pattern) {
        return Pattern.compile(pattern).matcher(dom).results().count();
    }

    private static void assertShowsTheJob(String dom) {
        assertEquals(5, count(dom, "<canvas"), "charts");
        assertTrue(dom.contains("<title>trial – Draco</title>"), "nobody has taken the title");
        assertEquals(10, count(dom, "<td[^>]*data-label=\"Process\""), "processes");
        assertTrue(
                dom.contains(
                        "<td role=\"cell\" data-label=\"Caught lying\" class=\"number marked\">10</td>"),
                "the liar stands out");
        assertEquals(6, count(dom, "<td[^>]*data-label=\"Written\""), "checkpoints");
        assertTrue(dom.contains("97 %"), "the last accuracy");
        assertTrue(dom.contains("training.optimization.learningRate"), "the specification");
        assertEquals(
                9,
                count(dom, "<a [^>]*href=\"http://node-"),
                "logs, but for the one that is no address");
        assertFalse(dom.contains("href=\"javascript"), "a script is no address");
        assertTrue(dom.contains("worker 8 is lost: &lt;/script&gt;"), "a notice is text");
    }

    @Test
    void asAFileItShowsTheJobThatIsOver() throws Exception {
        job.end();
        new StaticPage(new PageFiles()).write(fs, job.layout, job.api);
        String url = directory.resolve("job/report/page.html").toUri().toString();
        String dom = chromium.dom(url);
        assertShowsTheJob(dom);
        assertTrue(dom.contains("Succeeded, step 30 of 30"), "the state");
        assertTrue(dom.contains("This page was written when the job was over"));
        chromium.screenshot(url, SHOTS.resolve("light.png"), 1280, 1900);
        chromium.screenshot(
                url,
                SHOTS.resolve("dark.png"),
                1280,
                1900,
                "--blink-settings=preferredColorScheme=0");
    }

    @Test
    void underARuleItDoesNotSayThatNobodyLied() throws Exception {
        SampleJob ofRule =
                new SampleJob(fs, new Path(directory.resolve("rule").toUri()), Jobs.ofKrum());
        java.nio.file.Path page = directory.resolve("rule.html");
        Files.writeString(page, new StaticPage(new PageFiles()).html(ofRule.api.everything()));
        assertTrue(
                chromium.dom(page.toUri().toString())
                        .contains(
                                "Who lied is not known: --mode krum bears 2 liars without telling who lied."));
    }

    /** In a frame of 360 pixels, since some builds have no window that narrow; nothing reaches beyond it. */
    @Test
    void onAPhoneNothingIsWiderThanTheScreen() throws Exception {
        job.end();
        String html = new StaticPage(new PageFiles()).html(job.api.everything());
        java.nio.file.Path page = Files.writeString(directory.resolve("page.html"), html);
        java.nio.file.Path frame =
                Files.writeString(
                        directory.resolve("frame.html"),
                        "<!DOCTYPE html><html><body style=\"margin:0\"><iframe id=f width=360 height=3600 style=\"border:0\" src=\"page.html\"></iframe><p id=w></p>"
                                + "<script>f.onload = () => setTimeout(() => { const d = f.contentDocument.documentElement;"
                                + " w.textContent = 'width ' + d.scrollWidth + ' of ' + d.clientWidth; }, 500);</script></body></html>");
        String url = frame.toUri().toString();
        Matcher width =
                Pattern.compile("width (\\d+) of (\\d+)")
                        .matcher(chromium.dom(url, "--allow-file-access-from-files"));
        assertTrue(width.find(), page.toString());
        assertEquals("360", width.group(1), "what has to be scrolled to");
        assertEquals("360", width.group(2));
        chromium.screenshot(
                url, SHOTS.resolve("phone.png"), 500, 3600, "--allow-file-access-from-files");
    }

    @Test
    void servedItFollowsTheJobUnderItsOwnPolicy() throws Exception {
        List<Endpoint> endpoints = new ArrayList<>(new PageFiles().endpoints());
        endpoints.addAll(job.api.endpoints());
        Set<InetAddress> here = Set.of(InetAddress.getLoopbackAddress());
        ProxyGate gate =
                new ProxyGate(() -> here, "http://rm", "/proxy/application_1", user -> true);
        try (JobServer server = new JobServer(gate, endpoints)) {
            String url =
                    "http://"
                            + InetAddress.getLoopbackAddress().getHostAddress()
                            + ":"
                            + server.port()
                            + "/";
            String dom = chromium.dom(url);
            assertShowsTheJob(dom);
            assertTrue(dom.contains("Training, step 30 of 30"), "the state");
            assertTrue(dom.contains("id=\"alert\" role=\"alert\" hidden"), "nothing is amiss");
        }
    }

    /** A file that is opened without its server: the page says so instead of standing still. */
    @Test
    void saysWhenNobodyAnswers() throws Exception {
        List<Endpoint> endpoints = new PageFiles().endpoints();
        Set<InetAddress> here = Set.of(InetAddress.getLoopbackAddress());
        ProxyGate gate =
                new ProxyGate(() -> here, "http://rm", "/proxy/application_1", user -> true);
        Endpoint elsewhere =
                new Endpoint(
                        "/api/job", "text/html", (query, out) -> out.write("<html>".getBytes()));
        List<Endpoint> all = new ArrayList<>(endpoints);
        for (String name : List.of("job", "evaluations", "workers", "notices", "checkpoints")) {
            all.add(new Endpoint("/api/" + name, elsewhere.contentType(), elsewhere.content()));
        }
        try (JobServer server = new JobServer(gate, all)) {
            String dom =
                    chromium.dom(
                            "http://"
                                    + InetAddress.getLoopbackAddress().getHostAddress()
                                    + ":"
                                    + server.port()
                                    + "/");
            assertTrue(dom.contains("The ApplicationMaster does not answer"), dom);
        }
    }
}
