package org.draco.layout.idx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.layout.Damage;
import org.draco.layout.DatasetLayout;
import org.draco.layout.dataset.DatasetManifest;
import org.draco.layout.dataset.LocalSamples;
import org.draco.layout.dataset.Samples;
import org.draco.layout.dataset.Split;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundledDigitsTest {

    @TempDir java.nio.file.Path dir;
    private FileSystem fs;
    private DatasetLayout target;

    @BeforeEach
    void open() throws IOException {
        fs = FileSystem.getLocal(new Configuration());
        target = new DatasetLayout(new Path(dir.toUri().getPath(), "mnist"));
    }

    @Test
    void tenThousandTrainingAndTestDigitsComeWithTheProject() throws IOException {
        DatasetManifest manifest = BundledDigits.prepare(fs, target);
        assertEquals("mnist", manifest.name());
        assertEquals(10_000, manifest.count(Split.TRAIN));
        assertEquals(10_000, manifest.count(Split.TEST));
        assertEquals(
                List.of(1, 28, 28),
                List.of(manifest.channels(), manifest.height(), manifest.width()));
        assertEquals(10, manifest.labels().size());
        assertTrue(
                manifest.source().contains("LeCun") && manifest.source().contains("CC BY-SA 3.0"));
        try (Samples samples = LocalSamples.open(fs, target, Split.TEST, dir.resolve("cache"))) {
            int[] published = {7, 2, 1, 0, 4, 1, 4, 9, 5, 9};
            byte[] digit = new byte[784];
            for (int i = 0; i < published.length; i++) {
                assertEquals(published[i], samples.label(i));
            }
            samples.read(0, digit, 0);
            assertEquals(0, digit[0], "a corner of the paper");
            assertEquals(151, digit[7 * 28 + 9] & 0xff, "ink in the bar of the first 7");
        }
    }

    @Test
    void doesNothingWhenACompleteSetIsThere() throws IOException {
        DatasetManifest first = BundledDigits.prepare(fs, target);
        var before = Files.getLastModifiedTime(Damage.local(target.manifest()));
        assertEquals(first, BundledDigits.prepare(fs, target));
        assertEquals(before, Files.getLastModifiedTime(Damage.local(target.manifest())));
    }

    @Test
    void somethingElseAtTheTargetIsLeftAlone() throws IOException {
        Files.createDirectories(dir.resolve("mnist/theirs"));
        assertThrows(FileAlreadyExistsException.class, () -> BundledDigits.prepare(fs, target));
        assertTrue(Files.exists(dir.resolve("mnist/theirs")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "train-images-idx3",
                "train-labels-idx1",
                "t10k-images-idx3",
                "t10k-labels-idx1"
            })
    void theFilesAreThoseThatTheNoteBesideThemLists(String name) throws Exception {
        String note = text("mnist/README.md");
        try (var in = BundledDigits.class.getResourceAsStream("mnist/" + name + "-ubyte.gz")) {
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(in.readAllBytes());
            assertTrue(
                    note.contains(
                            "`" + name + "-ubyte.gz` | `" + HexFormat.of().formatHex(sha256) + "`"),
                    name);
        }
        assertTrue(note.contains("CC BY-SA 3.0") && note.contains("Corinna Cortes"));
    }

    private static String text(String resource) throws IOException {
        try (var in = BundledDigits.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes());
        }
    }
}
