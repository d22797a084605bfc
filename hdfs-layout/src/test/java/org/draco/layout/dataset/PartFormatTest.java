package org.draco.layout.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.layout.Damage;
import org.draco.layout.DatasetLayout;
import org.draco.layout.file.BlockChecksum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartFormatTest {

    @TempDir java.nio.file.Path dir;

    @Test
    void theBytesAreThoseOfTheFormatsDescription() throws Exception {
        FileSystem fs = FileSystem.getLocal(new Configuration());
        DatasetLayout set = new DatasetLayout(new Path(dir.toUri().getPath(), "set"));
        SmallSet small = SmallSet.of(1, 2_049, 1);
        DatasetManifest manifest = small.write(fs, set, 1 << 20);
        byte[] all = Files.readAllBytes(Damage.local(set.part(Split.TRAIN, 0)));
        ByteBuffer bytes = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
        // 32 bytes a record, 2,048 records a block: one full block and one of a single record.
        int second = 48 + 2_048 * 32 + 4;
        assertEquals(second + 32 + 4 + 20, all.length);
        assertEquals("DRACOPRT", text(all, 0));
        int[] header = {2, 0, 0, 0, 2, 3, 5, 7, 2_048};
        for (int i = 0; i < header.length; i++) {
            assertEquals(header[i], bytes.getInt(8 + 4 * i), "header field " + i);
        }
        assertEquals(BlockChecksum.of(0, bytes.slice(0, 44)), bytes.getInt(44));
        assertEquals((int) small.labels.get(Split.TRAIN).get(1), bytes.getShort(48 + 32));
        assertEquals(
                ByteBuffer.wrap(small.samples.get(Split.TRAIN).get(1)),
                bytes.slice(48 + 32 + 2, 30));
        assertEquals(BlockChecksum.of(48, bytes.slice(48, 2_048 * 32)), bytes.getInt(second - 4));
        assertEquals(
                ByteBuffer.wrap(small.samples.get(Split.TRAIN).get(2_048)),
                bytes.slice(second + 2, 30));
        assertEquals(BlockChecksum.of(second, bytes.slice(second, 32)), bytes.getInt(second + 32));
        assertEquals("DRACOEND", text(all, all.length - 20));
        assertEquals(2_049, bytes.getLong(all.length - 12));
        assertEquals(
                BlockChecksum.of(all.length - 20, bytes.slice(all.length - 20, 16)),
                bytes.getInt(all.length - 4));
        DatasetManifest.Part part = manifest.parts().get(Split.TRAIN).get(0);
        byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(all);
        assertEquals(
                new DatasetManifest.Part(
                        "part-00000", 2_049, all.length, HexFormat.of().formatHex(sha256)),
                part);
    }

    @Test
    void asManyRecordsGoIntoAPartAsFit() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            PartFormat format =
                    format(1 + random.nextInt(4), 1 + random.nextInt(300), 1 + random.nextInt(300));
            long most = format.bytes(1) + random.nextInt(1 << 22);
            int records = format.recordsWithin(most);
            String why = "seed " + seed + ", " + most + " bytes of " + format.recordBytes();
            assertTrue(format.bytes(records) <= most, why);
            assertTrue(format.bytes(records + 1L) > most, why);
        }
        assertEquals(0, Math.max(0, format(1, 1, 1).recordsWithin(0)));
    }

    @Test
    void positionsAreArithmeticEvenBeyondTwoGigabytes() {
        PartFormat format = format(3, 1000, 1000);
        assertEquals(1, format.recordsPerBlock());
        assertEquals(48 + 999L * (3_000_002 + 4), format.position(999));
        assertEquals(48 + 1000L * (3_000_002 + 4) + 20, format.bytes(1000));
    }

    private static PartFormat format(int channels, int height, int width) {
        return PartFormat.of(
                new DatasetDescription(
                        "x",
                        channels,
                        height,
                        width,
                        ValueType.BYTES,
                        Collections.nCopies(10, "label"),
                        ""));
    }

    private static String text(byte[] bytes, int at) throws IOException {
        return new String(bytes, at, 8, StandardCharsets.US_ASCII);
    }
}
