package org.draco.layout.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.layout.DamagedFileException;
import org.draco.layout.DatasetLayout;
import org.draco.layout.dataset.LocalSamples;
import org.draco.layout.dataset.Samples;
import org.draco.layout.dataset.Split;
import org.draco.layout.source.SourceFile;
import org.junit.jupiter.api.function.Executable;

/** Tables in memory, and what became of them. */
final class TableSource {

    /** A sample as it is read back. */
    record Row(int label, List<Float> values) {

        static Row of(int label, float... values) {
            List<Float> boxed = new ArrayList<>();
            for (float value : values) {
                boxed.add(value);
            }
            return new Row(label, boxed);
        }
    }

    private TableSource() {}

    static SourceFile text(String name, String text) {
        return bytes(name, text.getBytes(StandardCharsets.UTF_8));
    }

    static SourceFile bytes(String name, byte[] bytes) {
        return new SourceFile(
                new Path("/tables/" + name), bytes.length, () -> new ByteArrayInputStream(bytes));
    }

    static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    static List<Row> rows(java.nio.file.Path dir, Split split) throws IOException {
        FileSystem fs = FileSystem.getLocal(new Configuration());
        DatasetLayout set = new DatasetLayout(new Path(dir.toUri().getPath(), "set"));
        List<Row> rows = new ArrayList<>();
        try (Samples samples = LocalSamples.open(fs, set, split, dir.resolve("cache"))) {
            ByteBuffer sample =
                    ByteBuffer.allocate(samples.sampleBytes()).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < samples.count(); i++) {
                samples.read(i, sample.array(), 0);
                float[] values = new float[samples.sampleBytes() / 4];
                sample.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
                rows.add(Row.of(samples.label(i), values));
            }
        }
        return rows;
    }

    static void assertDamaged(
            String file, long line, long column, String expected, String found, Executable code) {
        DamagedFileException damage = assertThrows(DamagedFileException.class, code);
        String start =
                "/tables/%s is damaged at line %d, column %d: ".formatted(file, line, column);
        assertTrue(damage.getMessage().startsWith(start), damage.getMessage());
        assertTrue(damage.expected().contains(expected), damage.getMessage());
        assertTrue(damage.found().contains(found), damage.getMessage());
        assertEquals(-1, damage.offset());
    }
}
