package org.draco.layout.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.draco.layout.DamagedFileException;
import org.draco.layout.MemoryBound;
import org.draco.layout.file.BlockChecksum;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any file whatever is a checkpoint or damaged, in little memory; a checkpoint is written as it was read.
 *
 * <p>With an odd first byte the checksums are made right, since no others are by chance.
 */
class CheckpointFuzzTest {

    private static final Path FILE = new Path("/jobs/trial/checkpoints/step-000000001.ckpt");

    static Stream<byte[]> samples() throws IOException {
        Random random = new Random(20261122);
        byte[][] files = {
            written(CheckpointSamples.checkpoint(1, 1, random)),
            written(CheckpointSamples.checkpoint(100, 12, random)),
            written(
                    new Checkpoint(
                            0,
                            new byte[Checkpoint.DIGEST_BYTES],
                            new float[3],
                            3,
                            new float[0],
                            new float[0]))
        };
        return Stream.of(files).flatMap(file -> Stream.of(0, 1).map(mode -> input(mode, file)));
    }

    private static byte[] input(int mode, byte[] file) {
        byte[] input = new byte[file.length + 1];
        input[0] = (byte) mode;
        System.arraycopy(file, 0, input, 1, file.length);
        return input;
    }

    private static byte[] written(Checkpoint checkpoint) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CheckpointFormat.write(out, checkpoint);
        return out.toByteArray();
    }

    @MethodSource("samples")
    @FuzzTest(maxDuration = "5s")
    void aFileIsACheckpointOrDamaged(byte[] input) throws IOException {
        if (input.length == 0) {
            return;
        }
        byte[] file = Arrays.copyOfRange(input, 1, input.length);
        if ((input[0] & 1) == 1 && file.length >= CheckpointFormat.HEADER_BYTES) {
            seal(file);
        }
        MemoryBound.requireAtMost(MemoryBound.ALLOWANCE + 4L * file.length, () -> read(file));
        Optional<Checkpoint> checkpoint = read(file);
        if (checkpoint.isPresent()) {
            assertArrayEquals(file, written(checkpoint.get()));
        }
    }

    private static Optional<Checkpoint> read(byte[] file) {
        long step = file.length < 24 ? 0 : little(file).getLong(16) & Long.MAX_VALUE;
        try {
            return Optional.of(
                    CheckpointFormat.read(
                            new DataInputStream(new ByteArrayInputStream(file)),
                            FILE,
                            file.length,
                            step));
        } catch (DamagedFileException refused) {
            return Optional.empty();
        } catch (IOException other) {
            throw new UncheckedIOException(other);
        }
    }

    private static ByteBuffer little(byte[] file) {
        return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Checksums of the header and of vectors of one block each, wherever the header says that they end. */
    private static void seal(byte[] file) {
        ByteBuffer bytes = little(file);
        int at = CheckpointFormat.HEADER_BYTES;
        bytes.putInt(at - 4, BlockChecksum.of(0, bytes.slice(0, at - 4)));
        for (long floats : new long[] {bytes.getLong(24), bytes.getLong(72), bytes.getInt(64)}) {
            long end = at + 4 * floats;
            if (floats <= 0 || floats > CheckpointFormat.BLOCK_FLOATS || end + 4 > file.length) {
                continue;
            }
            bytes.putInt((int) end, BlockChecksum.of(at, bytes.slice(at, (int) end - at)));
            at = (int) end + 4;
        }
    }
}
