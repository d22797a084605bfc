package org.draco.bin.npy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpyWriterTest {

    @TempDir private Path directory;

    private List<String> files() throws IOException {
        try (var entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    /** What numpy.save of NumPy 2.4 writes for np.arange(6, dtype='<f4').reshape(2, 3). */
    @Test
    void writesByteForByteWhatNumpyWrites() throws IOException {
        Path file = directory.resolve("a.npy");
        try (NpyWriter writer = new NpyWriter(file, NpyType.FLOAT32, 2, 3)) {
            writer.write(new float[] {0, 1, 2});
            writer.write(new float[] {3, 4, 5});
            writer.finish();
        }
        String literal = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }";
        byte[] golden = new byte[128 + 24];
        Arrays.fill(golden, 10, 127, (byte) ' ');
        byte[] start = ("\u0093NUMPY\1\0\166\0" + literal).getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(start, 0, golden, 0, start.length);
        golden[127] = '\n';
        int[] high = {0, 0x3f80, 0x4000, 0x4040, 0x4080, 0x40a0};
        for (int i = 0; i < high.length; i++) {
            golden[128 + 4 * i + 2] = (byte) high[i];
            golden[128 + 4 * i + 3] = (byte) (high[i] >> 8);
        }
        assertArrayEquals(golden, Files.readAllBytes(file));
        assertEquals(List.of("a.npy"), files());
    }

    @Test
    void padsEveryHeaderToSixtyFour() {
        for (NpyType type : NpyType.values()) {
            for (List<Long> shape :
                    List.of(
                            List.of(3L),
                            List.of(0L, 1L),
                            List.of(123456789012345L, 4567L, 1073741819L))) {
                byte[] header = NpyWriter.headerBytes(type, shape);
                assertEquals(0, header.length % 64);
                assertEquals('\n', header[header.length - 1]);
                assertEquals(header.length - 10, header[8] + 256 * header[9]);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatIsWrittenIsRead(long seed) throws IOException {
        Random random = new Random(seed);
        long[] shape = new long[1 + random.nextInt(3)];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = i == shape.length - 1 ? 1 + random.nextInt(40_000) : 1 + random.nextInt(5);
        }
        String trial = "seed " + seed + ", shape " + Arrays.toString(shape);
        Path file = directory.resolve("a.npy");
        for (NpyType type : NpyType.values()) {
            if (type == NpyType.FLOAT64) {
                continue;
            }
            int[][] rows;
            try (NpyWriter writer = new NpyWriter(file, type, shape)) {
                rows = random(random, shape, type.width());
                for (int[] row : rows) {
                    write(writer, type, row);
                }
                writer.finish();
            }
            try (NpyReader reader = new NpyReader(file)) {
                assertEquals(type, reader.header().type(), trial);
                assertEquals(Arrays.stream(shape).boxed().toList(), reader.header().shape(), trial);
                assertEquals(rows.length, reader.header().rows(), trial);
                for (int[] row : rows) {
                    assertArrayEquals(row, read(reader), trial);
                }
            }
        }
    }

    private static int[][] random(Random random, long[] shape, int width) {
        int rows = 1;
        for (int i = 0; i < shape.length - 1; i++) {
            rows *= (int) shape[i];
        }
        int[][] words = new int[rows][(int) shape[shape.length - 1] * width];
        for (int[] row : words) {
            // Exponents below that of a NaN: whether its payload survives is the machine's
            // business.
            Arrays.setAll(row, i -> random.nextInt() & ~(1 << 30));
        }
        return words;
    }

    private static void write(NpyWriter writer, NpyType type, int[] row) throws IOException {
        if (type == NpyType.INT32 || type == NpyType.UINT32) {
            writer.write(row);
            return;
        }
        float[] floats = new float[row.length];
        for (int i = 0; i < row.length; i++) {
            floats[i] = Float.intBitsToFloat(row[i]);
        }
        writer.write(floats);
    }

    private static int[] read(NpyReader reader) throws IOException {
        float[] floats;
        switch (reader.header().type()) {
            case FLOAT32 -> floats = reader.nextFloats();
            case COMPLEX64 -> floats = reader.nextComplex();
            default -> {
                return reader.nextInts();
            }
        }
        int[] words = new int[floats.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = Float.floatToRawIntBits(floats[i]);
        }
        return words;
    }

    @Test
    void leavesNothingBehindUnlessItIsFinished() throws IOException {
        Path file = Files.writeString(directory.resolve("a.npy"), "the old one");
        try (NpyWriter writer = new NpyWriter(file, NpyType.FLOAT32, 2, 1)) {
            writer.write(new float[1]);
            assertThrows(IllegalStateException.class, writer::finish);
        }
        assertEquals("the old one", Files.readString(file));
        assertEquals(List.of("a.npy"), files());
    }

    @Test
    void refusesRowsOfAnotherShapeOrType() throws IOException {
        Path file = directory.resolve("a.npy");
        try (NpyWriter writer = new NpyWriter(file, NpyType.FLOAT32, 1, 2)) {
            assertThrows(IllegalArgumentException.class, () -> writer.write(new float[3]));
            assertThrows(IllegalArgumentException.class, () -> writer.write(new int[2]));
            writer.write(new float[2]);
            assertThrows(IllegalArgumentException.class, () -> writer.write(new float[2]));
        }
        assertFalse(Files.exists(file));
        assertThrows(
                IllegalArgumentException.class, () -> new NpyWriter(file, NpyType.FLOAT64, 1, 2));
        assertThrows(
                IllegalArgumentException.class, () -> new NpyWriter(file, NpyType.FLOAT32, -1, 2));
        assertEquals(List.of(), files());
    }
}
