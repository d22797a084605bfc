package org.draco.layout.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.draco.layout.DamagedFileException;
import org.draco.layout.DatasetLayout;
import org.draco.layout.MemoryBound;
import org.draco.layout.OneFileSystem;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any file whatever is a manifest or damaged, in memory in proportion to it; a manifest is read back as it is written.
 *
 * <p>A file whose checksum alone is wrong is tried again with the right one, which the refusal names.
 */
class ManifestFuzzTest {

    private static final DatasetLayout SET = new DatasetLayout(new Path("file:///datasets/small"));
    private static final Pattern RIGHT_CHECKSUM =
            Pattern.compile("crc32c: expected \"([0-9a-f]{8})\", found");
    private static final Pattern CHECKSUM = Pattern.compile("\"crc32c\"\\s*:\\s*\"[^\"\\\\]*\"");

    static Stream<byte[]> samples() {
        DatasetManifest manifest =
                new DatasetManifest(
                        DatasetManifest.VERSION,
                        "small",
                        1,
                        2,
                        2,
                        ValueType.BYTES,
                        List.of("no", "yes"),
                        Map.of(
                                Split.TRAIN,
                                List.of(part("part-00000", 3), part("part-00001", 1)),
                                Split.TEST,
                                List.of(part("part-00000", 2))),
                        "made up");
        String text = manifest.toJson();
        return Stream.of(text, CHECKSUM.matcher(text).replaceAll("\"crc32c\" : \"00000000\""))
                .map(each -> each.getBytes(StandardCharsets.UTF_8));
    }

    private static DatasetManifest.Part part(String name, int records) {
        DatasetDescription shape =
                new DatasetDescription(
                        "small", 1, 2, 2, ValueType.BYTES, List.of("no", "yes"), "made up");
        return new DatasetManifest.Part(
                name, records, PartFormat.of(shape).bytes(records), "0".repeat(64));
    }

    @MethodSource("samples")
    @FuzzTest(maxDuration = "5s")
    void aFileIsAManifestOrDamaged(byte[] file) throws IOException {
        MemoryBound.requireAtMost(
                MemoryBound.ALLOWANCE + 1000L * file.length, () -> manifest(file));
        Optional<DatasetManifest> manifest = manifest(file);
        if (manifest.isPresent()) {
            byte[] text = manifest.get().toJson().getBytes(StandardCharsets.UTF_8);
            assertEquals(manifest.get(), DatasetManifest.read(new OneFileSystem(text), SET));
            assertTrue(manifest.get().sampleBytes() > 0);
            for (Split split : Split.values()) {
                assertTrue(manifest.get().count(split) >= 0);
            }
        }
    }

    private static Optional<DatasetManifest> manifest(byte[] file) {
        try {
            return Optional.of(DatasetManifest.read(new OneFileSystem(file), SET));
        } catch (DamagedFileException refused) {
            Matcher right = RIGHT_CHECKSUM.matcher(refused.getMessage());
            return right.find() ? resealed(file, right.group(1)) : Optional.empty();
        } catch (IOException other) {
            throw new UncheckedIOException(other);
        }
    }

    private static Optional<DatasetManifest> resealed(byte[] file, String checksum) {
        String text = new String(file, StandardCharsets.UTF_8);
        String sealed = CHECKSUM.matcher(text).replaceFirst("\"crc32c\" : \"" + checksum + "\"");
        try {
            return Optional.of(
                    DatasetManifest.read(
                            new OneFileSystem(sealed.getBytes(StandardCharsets.UTF_8)), SET));
        } catch (DamagedFileException refused) {
            return Optional.empty();
        } catch (IOException other) {
            throw new UncheckedIOException(other);
        }
    }
}
