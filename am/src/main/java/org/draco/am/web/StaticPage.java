package org.draco.am.web;

import java.io.IOException;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileSystem;
import org.draco.layout.JobLayout;
import org.draco.layout.file.AsideFile;

/**
 * The page as one file, with its scripts, its style and the job's data in it: it needs no server, and no network.
 */
public final class StaticPage {

    private static final Pattern STYLE =
            Pattern.compile("<link rel=\"stylesheet\" href=\"([a-z.]+)\">");
    private static final Pattern SCRIPT = Pattern.compile("<script src=\"([a-z.]+)\"></script>");
    private static final Pattern ICON = Pattern.compile("<link rel=\"icon\"[^>]*>\n");

    /** A file has no headers to say it: nothing is loaded, not even from beside it. */
    private static final String POLICY =
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline';"
                    + " script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n";

    private final PageFiles files;

    /** A page made of these. */
    public StaticPage(PageFiles files) {
        this.files = files;
    }

    /** Writes the page of a job as it is now to {@code report/page.html}. */
    public void write(FileSystem fs, JobLayout job, JobApi api) throws IOException {
        AsideFile.write(fs, job.page(), html(api.everything()));
    }

    /** @param json of all documents */
    String html(String json) {
        String page = ICON.matcher(files.html()).replaceAll(POLICY.replace("$", "\\$"));
        page = STYLE.matcher(page).replaceAll(style -> inline("style", style));
        page = SCRIPT.matcher(page).replaceAll(script -> inline("script", script));
        // Before the first script; whatever is in the data, it cannot end its element.
        String data =
                "<script type=\"application/json\" id=\"data\">"
                        + json.replace("<", "\\u003c")
                        + "</script>\n<script>";
        return page.replaceFirst("<script>", Matcher.quoteReplacement(data));
    }

    private String inline(String element, MatchResult reference) {
        String name = reference.group(1);
        String text =
                files.files().stream()
                        .filter(file -> file.name().equals(name))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "page.html: expected one of the page's files, found "
                                                        + name))
                        .text();
        String notice =
                name.startsWith("uplot") ? "/*\n" + files.licence().replace("*/", "") + "*/\n" : "";
        return Matcher.quoteReplacement(
                "<" + element + ">\n" + notice + text + "\n</" + element + ">");
    }
}
