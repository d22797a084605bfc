package org.draco.bin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.draco.layout.DatasetLayout;
import org.draco.layout.dataset.DatasetManifest;
import org.draco.layout.dataset.ValueType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrepareCommandTest {

    @TempDir Path directory;

    private CommandLineRun prepare(String... words) {
        List<String> all = new ArrayList<>(List.of("prepare", "--root", root().toUri().toString()));
        all.addAll(List.of("--download-dir", directory.resolve("downloads").toString()));
        all.addAll(List.of(words));
        return CommandLineRun.of(all.toArray(String[]::new));
    }

    private Path root() {
        return directory.resolve("root");
    }

    private DatasetManifest manifest(String name) throws IOException {
        FileSystem fs = FileSystem.getLocal(new Configuration());
        return DatasetManifest.read(
                fs,
                new DatasetLayout(
                        new org.apache.hadoop.fs.Path(root().resolve("datasets/" + name).toUri())));
    }

    private void assertRefused(String message, String... words) {
        CommandLineRun run = prepare(words);
        assertEquals(2, run.exitCode(), run.err());
        assertTrue(run.err().contains(message), run.err());
        assertFalse(Files.exists(root().resolve("datasets/t")), "nothing is left");
    }

    @Test
    void aTableIsPreparedWithItsOptions() throws IOException {
        Path table = directory.resolve("t.csv");
        Files.writeString(table, "class;x;y\nb;1;2\na;3;4\nb;5;6\nb;7;8\n");
        CommandLineRun run =
                prepare(
                        "--dataset",
                        "t",
                        "--source",
                        table.toString(),
                        "--header",
                        "--label",
                        "class",
                        "--delimiter",
                        ";",
                        "--test-share",
                        "0.25");
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(
                run.out().startsWith("t: 3 training and 1 test samples of 2 x 1 x 1, 2 classes"),
                run.out());
        assertEquals(ValueType.FLOAT32, manifest("t").values());
        assertEquals(List.of("a", "b"), manifest("t").labels());
    }

    @Test
    void whatTheUserCanMendIsExitCodeTwo() throws IOException {
        Path table = directory.resolve("t.csv");
        Files.writeString(table, "1,a\nx,b\n");
        String t = table.toString();
        assertRefused("line 2, column 1", "--dataset", "t", "--source", t, "--test-share", "0.5");
        assertRefused("--test-share", "--dataset", "t", "--source", t);
        assertRefused("test share: ", "--dataset", "t", "--source", t, "--test-share", "1.5");
        assertRefused("delimiter: ", "--dataset", "t", "--source", t, "--delimiter", "ab");
        assertRefused("size: ", "--dataset", "t", "--source", t, "--resize", "big");
        assertRefused("format: expected one of", "--dataset", "t", "--source", t, "--format", "x");
        assertRefused("SHA-256: expected 64", "--dataset", "t", "--source", t, "--sha256", "12");
        assertRefused(
                "the SHA-256 " + "00".repeat(32),
                "--dataset",
                "t",
                "--source",
                t,
                "--sha256",
                "00".repeat(32));
        assertRefused("or a data set of [mnist, fashion", "--dataset", "t");
        assertRefused("name: expected ", "--dataset", "t/u", "--source", t);
        assertRefused("expected a directory, a file", "--dataset", "t", "--source", t + ".missing");
    }

    @Test
    void aPartThatIsDamagedLaterEndsASimulationWithItsName() throws IOException {
        Path table = directory.resolve("t.csv");
        Files.writeString(table, "1,a\n2,b\n3,a\n");
        CommandLineRun prepared =
                prepare("--dataset", "t", "--source", table.toString(), "--test-share", "0.3");
        assertEquals(0, prepared.exitCode(), prepared.err());
        Path part = root().resolve("datasets/t/train/part-00000");
        byte[] bytes = Files.readAllBytes(part);
        bytes[50] ^= 1;
        Files.write(part, bytes);
        CommandLineRun run =
                CommandLineRun.of(
                        "simulate",
                        "--root",
                        root().toUri().toString(),
                        "--dataset",
                        "t",
                        "--network",
                        "logistic",
                        "--max-steps",
                        "1",
                        "--train-dir",
                        directory.resolve("run").toString());
        assertEquals(1, run.exitCode(), run.err());
        assertTrue(
                run.err().contains("train/part-00000 is damaged at byte 48: expected a block"),
                run.err());
        assertFalse(run.err().contains("internal error"), run.err());
    }

    @Test
    void aSetThatIsThereIsNotReplaced() throws IOException {
        Path table = directory.resolve("t.csv");
        Files.writeString(table, "1,a\n2,b\n");
        String[] words = {
            "--dataset", "twice", "--source", table.toString(), "--test-share", "0.5"
        };
        assertEquals(0, prepare(words).exitCode());
        CommandLineRun again = prepare(words);
        assertEquals(2, again.exitCode());
        assertTrue(again.err().contains("found a complete data set"), again.err());
        Files.delete(table);
        assertTrue(
                prepare(words).err().contains("found a complete data set"),
                "said before the source is looked for");
    }

    @Test
    void anAddressIsDownloadedAndShowsItsProgress() throws IOException {
        byte[] table = "1 1:2\n-1 2:3\n".getBytes();
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/set/phishing",
                exchange -> {
                    exchange.sendResponseHeaders(200, table.length);
                    exchange.getResponseBody().write(table);
                    exchange.close();
                });
        server.start();
        try {
            String address = "http://localhost:" + server.getAddress().getPort() + "/set/";
            CommandLineRun run =
                    prepare(
                            "--dataset",
                            "phishing",
                            "--source",
                            address + "phishing",
                            "--format",
                            "libsvm",
                            "--test-share",
                            "0.5");
            assertEquals(0, run.exitCode(), run.err());
            assertTrue(run.err().contains("downloaded 0.0 of 0.0 MB (100 %)"), run.err());
            assertTrue(Files.exists(directory.resolve("downloads/phishing")));
            assertRefused(
                    "missing: expected a file, found 404",
                    "--dataset",
                    "t",
                    "--source",
                    address + "missing");
        } finally {
            server.stop(0);
        }
    }
}
