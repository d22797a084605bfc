package org.draco.bin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.draco.bin.report.RecordedRun;
import org.draco.layout.JobLayout;
import org.draco.layout.metrics.StepRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {

    @TempDir private Path directory;

    private Path simulated(String name, String more) {
        Path run = directory.resolve(name);
        CommandLineRun done =
                CommandLineRun.of(
                        ("simulate --network mnist-100 --max-steps 4 --eval-freq 2 --eval-batch-size 500 --seed 3 --train-dir "
                                        + run
                                        + " "
                                        + more)
                                .split(" "));
        assertEquals(0, done.exitCode(), done.err());
        return run;
    }

    @Test
    void drawsTheRunsOnOnePageAndEachPlotAlone() throws Exception {
        Path attacked = simulated("attacked", "--worker-fail 1 --err-mode rev_grad");
        Path honest = simulated("honest", "--approach cyclic --declared-byz 1");
        Path output = directory.resolve("report");
        CommandLineRun run =
                CommandLineRun.of(
                        "report",
                        attacked.toString(),
                        "<other>=" + honest,
                        "--output",
                        output.toString());
        assertEquals(0, run.exitCode(), run.err());
        Path page = Path.of(URI.create(run.out().strip()).getPath());
        assertEquals(output.resolve("index.html"), page);
        Set<String> plots = names(output, ".svg");
        assertEquals(
                Set.of(
                        "accuracy-by-step",
                        "accuracy-by-samples",
                        "accuracy-by-time",
                        "loss-by-step",
                        "loss-by-samples",
                        "loss-by-time",
                        "step-time-by-phase",
                        "step-time",
                        "bytes",
                        "liars-1"),
                plots);
        assertEquals(plots, names(output, ".png"));
        DocumentBuilder xml = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        xml.setEntityResolver(
                (type, address) -> new org.xml.sax.InputSource(new java.io.StringReader("")));
        for (String plot : plots) {
            xml.parse(output.resolve(plot + ".svg").toFile());
            BufferedImage image = ImageIO.read(output.resolve(plot + ".png").toFile());
            assertEquals(760, image.getWidth());
        }
        String html = Files.readString(page);
        assertEquals(plots.size(), html.split("<img alt=").length - 1);
        assertFalse(html.contains("src=\"http") || html.contains("href="), "it needs nothing else");
        assertTrue(
                html.contains("<th scope=\"col\">&lt;other&gt;</th>"),
                "the name that was given, as text");
    }

    @Test
    void theLiarsOfTheExperimentAreThoseWhoAreCaught() throws IOException {
        Path attacked = simulated("attacked", "--worker-fail 1 --err-mode rev_grad");
        RecordedRun run =
                RecordedRun.read(
                        "attacked",
                        FileSystem.getLocal(new Configuration()),
                        new JobLayout(new org.apache.hadoop.fs.Path(attacked.toString())));
        assertEquals(4, run.steps().size());
        for (StepRow row : run.steps()) {
            assertEquals(Set.copyOf(row.suspects()), run.madeToLie(row.step()));
        }
        assertEquals(3 * 32, run.samplesPerStep(), "three groups, each with a batch of its own");
    }

    @Test
    void aRunsOwnReportLiesInItsDirectory() {
        Path run = simulated("honest", "");
        CommandLineRun report = CommandLineRun.of("report", run.toString());
        assertEquals(0, report.exitCode(), report.err());
        assertTrue(Files.exists(run.resolve("report/index.html")));
    }

    @Test
    void whatIsNoRunIsNamedAndNothingIsWritten() {
        Path output = directory.resolve("report");
        CommandLineRun run =
                CommandLineRun.of(
                        "report", directory.resolve("nothing").toString(), "--output", "" + output);
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("found no job.json in"), run.err());
        assertFalse(Files.exists(output));
    }

    @Test
    void aRuleFromAJarThatIsNotGivenIsNamed() throws IOException {
        Path run = simulated("run", "--approach baseline --mode median");
        Path job = run.resolve("job.json");
        Files.writeString(job, Files.readString(job).replace("\"median\"", "\"my-rule\""));
        CommandLineRun report = CommandLineRun.of("report", run.toString());
        assertEquals(2, report.exitCode(), report.err());
        assertTrue(report.err().contains("found \"my-rule\""), report.err());
        assertTrue(report.err().contains("that it was trained with by --jars"), report.err());
    }

    @Test
    void anOutputThatIsNoPlaceIsNamed() {
        Path run = simulated("run", "");
        CommandLineRun report = CommandLineRun.of("report", run.toString(), "--output", "hdfs:a:b");
        assertEquals(2, report.exitCode(), report.err());
        assertTrue(report.err().contains("--output: expected a directory"), report.err());
    }

    @Test
    void runsOfOneNameAreRefused() {
        Path run = simulated("run", "");
        CommandLineRun report = CommandLineRun.of("report", run.toString(), run.toString());
        assertEquals(2, report.exitCode());
        assertTrue(report.err().contains("give them, e.g. other="), report.err());
    }

    private static Set<String> names(Path directory, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<String> names = files.map(file -> file.getFileName().toString()).toList();
            return names.stream()
                    .filter(name -> name.endsWith(suffix))
                    .map(name -> name.substring(0, name.length() - suffix.length()))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
