package org.draco.layout.checkpoint;

import static org.draco.layout.Damage.assertDamaged;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.layout.Damage;
import org.draco.layout.DamagedFileException;
import org.draco.layout.JobLayout;
import org.draco.layout.file.BlockChecksum;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalCheckpointStoreTest extends CheckpointStoreContract {

    private static final int D = 70_000;
    private static final int FIRST_BLOCK = 84;
    private static final int SECOND_BLOCK = FIRST_BLOCK + 65_536 * 4 + 4;
    private static final int MEMORY = FIRST_BLOCK + D * 4 + 2 * 4;
    private static final int CARRIED = FIRST_BLOCK + 2 * (D * 4 + 2 * 4);
    private static final int SIZE = CARRIED + 7 * 4 + 4;

    @TempDir java.nio.file.Path dir;
    private CheckpointStore store;
    private Path file;
    private Checkpoint written;

    @Override
    protected FileSystem fileSystem() throws IOException {
        return FileSystem.getLocal(new Configuration());
    }

    @Override
    protected Path directory() {
        return new Path(dir.toUri().getPath(), "contract");
    }

    @BeforeEach
    void write() throws IOException {
        JobLayout job = new JobLayout(new Path(dir.toUri().getPath(), "damaged"));
        store = new CheckpointStore(fileSystem(), job);
        file = job.checkpoint(9);
        written = CheckpointSamples.checkpoint(9, D, new Random(42));
        store.write(written);
    }

    @Test
    void theBytesAreThoseOfTheFormatsDescription() throws IOException {
        ByteBuffer bytes =
                ByteBuffer.wrap(Files.readAllBytes(Damage.local(file)))
                        .order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(SIZE, bytes.capacity());
        assertEquals(
                "DRACOCKP",
                new String(bytes.array(), 0, 8, java.nio.charset.StandardCharsets.US_ASCII));
        assertEquals(3, bytes.getInt(8));
        assertEquals(65_536, bytes.getInt(12));
        assertEquals(9, bytes.getLong(16));
        assertEquals(D, bytes.getLong(24));
        assertEquals(ByteBuffer.wrap(written.jobDigest()), bytes.slice(32, 32));
        assertEquals(7, bytes.getInt(64));
        assertEquals(D - 1, bytes.getInt(68));
        assertEquals(D, bytes.getLong(72));
        assertEquals(BlockChecksum.of(0, bytes.slice(0, 80)), bytes.getInt(80));
        float[] p = written.parameters();
        assertEquals(Float.floatToRawIntBits(p[0]), bytes.getInt(FIRST_BLOCK));
        assertEquals(
                BlockChecksum.of(84, bytes.slice(84, 65_536 * 4)), bytes.getInt(SECOND_BLOCK - 4));
        assertEquals(Float.floatToRawIntBits(p[65_536]), bytes.getInt(SECOND_BLOCK));
        assertEquals(Float.floatToRawIntBits(written.memory()[0]), bytes.getInt(MEMORY));
        assertEquals(Float.floatToRawIntBits(written.carried()[6]), bytes.getInt(CARRIED + 6 * 4));
    }

    @Test
    void aForeignFileIsRefused() {
        Damage.flipBit(file, 0, 0);
        assertDamaged(file, 0, "the magic DRACOCKP", "45 52 41 43 4f 43 4b 50", this::read);
    }

    @Test
    void aForeignVersionIsRefusedByNumber() {
        Damage.putInt(file, 8, 2);
        assertDamaged(file, 8, "version 3", "version 2", this::read);
    }

    @Test
    void aBlockOfAnotherSizeIsRefused() {
        Damage.putInt(file, 12, 1024);
        sealHeader();
        assertDamaged(file, 12, "65536 floats per block", "1024", this::read);
    }

    @Test
    void aCheckpointOfAnotherStepUnderThisNameIsRefused() throws IOException {
        Path other = new Path(file.getParent(), "step-000000010.ckpt");
        Files.move(Damage.local(file), Damage.local(other));
        assertDamaged(other, 16, "step 10 as in the name", "step 9", () -> store.read(10));
    }

    @Test
    void everyBitOfTheHeaderIsGuarded() throws IOException {
        for (int bit = 0; bit < CheckpointFormat.HEADER_BYTES * 8; bit++) {
            Damage.flipBit(file, bit / 8, bit % 8);
            DamagedFileException damage =
                    assertThrows(DamagedFileException.class, this::read, "bit " + bit);
            assertTrue(damage.offset() < CheckpointFormat.HEADER_BYTES, damage.getMessage());
            Damage.flipBit(file, bit / 8, bit % 8);
        }
        assertEquals(written, read());
    }

    @Test
    void aFlippedBitIsReportedWithItsBlocksOffsetAndBothChecksums() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int[] starts = {FIRST_BLOCK, SECOND_BLOCK, MEMORY, MEMORY + 65_536 * 4 + 4, CARRIED, SIZE};
        for (int block = 0; block < 5; block++) {
            int at = starts[block] + random.nextInt(starts[block + 1] - starts[block]);
            int bit = random.nextInt(8);
            Damage.flipBit(file, at, bit);
            DamagedFileException damage =
                    assertThrows(DamagedFileException.class, this::read, "seed " + seed);
            assertEquals(starts[block], damage.offset(), "seed " + seed + ", byte " + at);
            assertTrue(
                    damage.expected().matches("a block of \\d+ bytes with CRC32C 0x[0-9a-f]{8}"),
                    damage.expected());
            assertTrue(damage.found().matches("CRC32C 0x[0-9a-f]{8}"), damage.found());
            Damage.flipBit(file, at, bit);
        }
        assertEquals(written, read());
    }

    @Test
    void aGoodBlockInTheWrongPlaceIsDamage() {
        // The second blocks of the two vectors are of one size: put the memory's in the place of
        // parameters'.
        int bytes = (D - 65_536) * 4 + 4;
        Damage.edit(
                file,
                all -> {
                    System.arraycopy(all, CARRIED - bytes, all, SECOND_BLOCK, bytes);
                    return all;
                });
        assertDamaged(
                file, SECOND_BLOCK, "a block of " + (bytes - 4) + " bytes", "CRC32C", this::read);
    }

    @Test
    void aCutFileIsRefusedWhereItEnds() {
        for (int length : new int[] {SIZE - 1, SECOND_BLOCK, FIRST_BLOCK}) {
            Damage.resize(file, length);
            assertDamaged(
                    file,
                    length,
                    SIZE + " bytes for 70000 parameters, 70000 floats of memory and 7 carried",
                    length + " bytes",
                    this::read);
        }
        for (int length : new int[] {FIRST_BLOCK - 1, 8, 0}) {
            Damage.resize(file, length);
            assertDamaged(file, length, "a header of 84 bytes", length + " bytes", this::read);
        }
    }

    @Test
    void trailingBytesAreRefused() {
        Damage.resize(file, SIZE + 1);
        assertDamaged(file, SIZE, SIZE + " bytes", (SIZE + 1) + " bytes", this::read);
    }

    @Test
    void aCountIsCheckedAgainstTheFilesSizeBeforeMemoryIsTaken() {
        for (long d : new long[] {1_000_000_000, Integer.MAX_VALUE - 8}) {
            putCount(24, d);
            putCount(72, 0);
            assertDamaged(
                    file, SIZE, "bytes for " + d + " parameters", SIZE + " bytes", this::read);
        }
        putCount(24, D);
        for (long m : new long[] {D * 40_000L, -D, D + 1, Long.MIN_VALUE, Long.MAX_VALUE}) {
            putCount(72, m);
            assertDamaged(file, 72, "a multiple of 70000 floats of memory", m + "", this::read);
        }
        putCount(72, D * 2L);
        assertDamaged(file, SIZE, "140000 floats of memory", SIZE + " bytes", this::read);
        putCount(72, D);
        for (long d :
                new long[] {
                    0, -1, Long.MIN_VALUE, Integer.MAX_VALUE - 7L, Long.MAX_VALUE, 1L << 62
                }) {
            putCount(24, d);
            assertDamaged(file, 24, "1 to 2147483639 parameters", d + " parameters", this::read);
        }
    }

    @Test
    void moreTrainedParametersThanThereAreIsDamage() {
        for (int trained : new int[] {0, -1, D + 1}) {
            Damage.putInt(file, 68, trained);
            sealHeader();
            assertDamaged(file, 68, "1 to 70000 trained parameters", trained + "", this::read);
        }
    }

    @Test
    void aDirectoryInItsPlaceIsReported() throws IOException {
        Files.delete(Damage.local(file));
        Files.createDirectory(Damage.local(file));
        assertDamaged(file, 0, "a checkpoint", "a directory", this::read);
    }

    @Test
    void theCheckpointOfAnotherJobIsRefused() throws IOException {
        assertEquals(written, store.read(9, written.jobDigest()));
        byte[] other = written.jobDigest().clone();
        other[31] ^= 1;
        String found = java.util.HexFormat.of().formatHex(written.jobDigest());
        DamagedFileException damage =
                assertDamaged(file, 32, "the job digest ", found, () -> store.read(9, other));
        assertTrue(damage.getMessage().contains("is of another job"), damage.getMessage());
    }

    private Checkpoint read() throws IOException {
        return store.read(9);
    }

    private void putCount(int offset, long count) {
        Damage.edit(
                file,
                all -> {
                    ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).putLong(offset, count);
                    return all;
                });
        sealHeader();
    }

    private void sealHeader() {
        Damage.edit(
                file,
                all -> {
                    int checksum = BlockChecksum.of(0, ByteBuffer.wrap(Arrays.copyOf(all, 80)));
                    ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).putInt(80, checksum);
                    return all;
                });
    }
}
