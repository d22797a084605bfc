package org.draco.bin.report;

import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The page of a report: one file with everything in it, light and dark, narrow and wide. */
final class ReportPage {

    private static final String HEAD =
            """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%s</title>
            <style>
            :root { color-scheme: light dark; --line: #d5d5d5; --faint: #666; }
            @media (prefers-color-scheme: dark) { :root { --line: #444; --faint: #aaa; } }
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 1600px; margin: 0 auto; padding: 1rem; }
            h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 2rem; }
            .plots { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(100%%, 30rem), 1fr)); }
            figure { margin: 0; border: 1px solid var(--line); border-radius: 6px; background: #fff; padding: .5rem; }
            img { width: 100%%; height: auto; display: block; }
            .table { overflow-x: auto; }
            table { border-collapse: collapse; }
            th, td { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid var(--line); }
            th[scope=row] { color: var(--faint); font-weight: normal; white-space: nowrap; }
            td { overflow-wrap: anywhere; min-width: 9rem; }
            </style>
            </head>
            <body>
            <h1>%s</h1>
            """;

    private ReportPage() {}

    /** An image for the page. */
    static String imageOf(byte[] svg) {
        return "data:image/svg+xml;base64," + Base64.getEncoder().encodeToString(svg);
    }

    /**
     * @param text title, paragraphs and tables
     * @param plots with their images, in the order of the page
     */
    static String of(ReportText text, Map<Plot, String> plots) {
        String title = escaped(text.title());
        StringBuilder page = new StringBuilder(HEAD.formatted(title, title));
        text.paragraphs()
                .forEach(words -> page.append("<p>").append(escaped(words)).append("</p>\n"));
        text.tables().forEach(table -> append(page, table));
        String section = "";
        for (Map.Entry<Plot, String> entry : plots.entrySet()) {
            Plot plot = entry.getKey();
            if (!plot.section().equals(section)) {
                page.append(section.isEmpty() ? "" : "</div>\n");
                section = plot.section();
                page.append("<h2>")
                        .append(escaped(section))
                        .append("</h2>\n<div class=\"plots\">\n");
            }
            page.append("<figure><img alt=\"")
                    .append(escaped(plot.says()))
                    .append("\" src=\"")
                    .append(entry.getValue())
                    .append("\"></figure>\n");
        }
        page.append(section.isEmpty() ? "<p>No step has been recorded yet.</p>\n" : "</div>\n");
        return page.append("</body>\n</html>\n").toString();
    }

    private static void append(StringBuilder page, Table table) {
        if (!table.title().isEmpty()) {
            page.append("<h2>").append(escaped(table.title())).append("</h2>\n");
        }
        page.append("<div class=\"table\" tabindex=\"0\"><table>\n<tr>");
        for (String cell : table.header()) {
            page.append(
                    cell.isEmpty() ? "<td></td>" : "<th scope=\"col\">" + escaped(cell) + "</th>");
        }
        page.append("</tr>\n");
        for (List<String> row : table.rows()) {
            page.append("<tr><th scope=\"row\">").append(escaped(row.get(0))).append("</th>");
            row.subList(1, row.size())
                    .forEach(cell -> page.append("<td>").append(escaped(cell)).append("</td>"));
            page.append("</tr>\n");
        }
        page.append("</table></div>\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
