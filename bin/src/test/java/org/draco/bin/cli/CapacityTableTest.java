package org.draco.bin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.draco.am.train.JobParts;
import org.draco.am.yarn.Role;
import org.draco.codec.code.GradientCode;
import org.draco.codec.wire.JobVectors;
import org.draco.layout.job.JobSpec;
import org.junit.jupiter.api.Test;

/** The tables of docs/operators.md on memory and bytes say what the code asks for and sends. */
class CapacityTableTest {

    private static final Path DOCS = Path.of("..", "docs");

    private static List<String[]> rowsAfter(String header) throws IOException {
        List<String> lines = Files.readAllLines(DOCS.resolve("operators.md"));
        int at = lines.indexOf(header);
        assertTrue(at >= 0, header);
        List<String[]> rows = new ArrayList<>();
        for (int i = at + 2; lines.get(i).startsWith("|"); i++) {
            String[] cells = lines.get(i).split("\\|");
            for (int j = 0; j < cells.length; j++) {
                cells[j] = cells[j].strip();
            }
            rows.add(cells);
        }
        return rows;
    }

    private static JobSpec job(String... words) throws Exception {
        JobOptions options = picocli.CommandLine.populateCommand(new JobOptions(), words);
        return options.toSpec("job", "file:///data", List.of());
    }

    @Test
    void containersAskForWhatTheTableSays() throws Exception {
        JobSpec.Containers sizes = job().containers();
        List<String[]> rows = rowsAfter("| container | heap, MB | asked of YARN, MB |");
        assertEquals(Role.values().length, rows.size());
        for (String[] row : rows) {
            Role role = Role.valueOf(row[1].toUpperCase(Locale.ROOT));
            assertEquals(
                    List.of(
                            "" + (role.memoryMb(sizes) - sizes.nativeOverheadMb()),
                            "" + role.memoryMb(sizes)),
                    List.of(row[2], row[3]),
                    role.toString());
        }
    }

    @Test
    void aStepSendsWhatTheTableSays() throws Exception {
        String networks = Files.readString(DOCS.resolve("networks.md"));
        List<String[]> rows =
                rowsAfter(
                        "| network | parameters | P | out | in: `baseline` | in: `repetition`, r = 3 | in: `cyclic`, exact |");
        assertTrue(rows.size() >= 12, "the table is read");
        for (String[] row : rows) {
            assertTrue(networks.contains(row[2]), row[1] + " has " + row[2] + " parameters there");
            int dimension = Integer.parseInt(row[2].replace(",", ""));
            String workers = row[3];
            List<String> expected =
                    List.of(
                            megabytes(out(job("--workers", workers), dimension)),
                            megabytes(
                                    in(
                                            job("--workers", workers, "--approach", "baseline"),
                                            dimension)),
                            megabytes(in(job("--workers", workers), dimension)),
                            megabytes(
                                    in(
                                            job(
                                                    "--workers",
                                                    workers,
                                                    "--approach",
                                                    "cyclic",
                                                    "--declared-byz",
                                                    "1"),
                                            dimension)));
            assertEquals(
                    expected, List.of(row[4], row[5], row[6], row[7]), row[1] + " P=" + workers);
        }
    }

    private static JobVectors vectors(JobSpec spec, int dimension) {
        return JobVectors.of(JobParts.code(spec), dimension, JobParts.compression(spec));
    }

    private static long out(JobSpec spec, int dimension) {
        return spec.resilience().workers() * vectors(spec, dimension).parameters().vectorBytes();
    }

    /** A vector of each task if workers send digests first, else of each worker. */
    private static long in(JobSpec spec, int dimension) {
        GradientCode code = JobParts.code(spec);
        int answers =
                code.answerForm().digestFirst()
                        ? code.assignment().tasks()
                        : code.assignment().workers();
        return answers * vectors(spec, dimension).answers().vectorBytes();
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes / 1e6);
    }
}
