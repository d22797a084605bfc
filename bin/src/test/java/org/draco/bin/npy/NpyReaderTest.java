package org.draco.bin.npy;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyReaderTest {

    @TempDir private Path directory;

    private static float[][] floats(Path file) throws IOException {
        try (NpyReader reader = new NpyReader(file)) {
            List<float[]> rows = new ArrayList<>();
            while (rows.size() < reader.header().rows()) {
                rows.add(reader.nextFloats());
            }
            assertThrows(IllegalStateException.class, reader::nextFloats);
            return rows.toArray(float[][]::new);
        }
    }

    private NpyFormatException refused(NpyBytes bytes) throws IOException {
        Path file = bytes.in(directory);
        NpyFormatException refusal = assertThrows(NpyFormatException.class, () -> floats(file));
        assertEquals(file, refusal.file());
        assertTrue(refusal.getMessage().startsWith(file + ": at byte "), refusal.getMessage());
        return refusal;
    }

    @ParameterizedTest
    @CsvSource({"1,0", "2,0", "3,0"})
    void readsEveryVersion(int major, int minor) throws IOException {
        Path file =
                NpyBytes.version(
                                major,
                                minor,
                                "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }\n")
                        .floats(LITTLE_ENDIAN, 1, 2, 3, 4)
                        .in(directory);
        assertArrayEquals(new float[][] {{1, 2}, {3, 4}}, floats(file));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'shape':(2,),'descr':'<f4','fortran_order':False}",
                "{\"shape\" : ( 2 , ) , \"fortran_order\":False, \"descr\":\"<f4\"}   \n",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2L,), }",
                "{'descr': '<f4', 'fortran_order': True, 'shape': (2,), }"
            })
    void readsEverySpellingOfTheSameHeader(String literal) throws IOException {
        Path file = NpyBytes.version(1, 0, literal).floats(LITTLE_ENDIAN, 5, 6).in(directory);
        assertArrayEquals(new float[][] {{5, 6}}, floats(file));
    }

    @Test
    void swapsBigEndianNumbers() throws IOException {
        Path single =
                NpyBytes.header(">f4", "False", "(1, 2)")
                        .floats(BIG_ENDIAN, 1.5f, -2)
                        .in(directory);
        assertArrayEquals(new float[][] {{1.5f, -2}}, floats(single));
        Path wide =
                NpyBytes.header(">f8", "False", "(2,)").doubles(BIG_ENDIAN, 1.5, -2).in(directory);
        assertArrayEquals(new float[][] {{1.5f, -2}}, floats(wide));
    }

    @Test
    void roundsDoublesAndRefusesThoseThatDoNotFit() throws IOException {
        double infinity = Double.POSITIVE_INFINITY;
        Path file =
                NpyBytes.header("<f8", "False", "(4,)")
                        .doubles(LITTLE_ENDIAN, 0.1, infinity, Double.NaN, 1e-60)
                        .in(directory);
        assertArrayEquals(
                new float[][] {{0.1f, Float.POSITIVE_INFINITY, Float.NaN, 0}}, floats(file));
        NpyFormatException refusal =
                refused(NpyBytes.header("<f8", "False", "(2,)").doubles(LITTLE_ENDIAN, 1, -1e39));
        assertEquals("-1.0E39", refusal.found());
        assertEquals(Files.size(refusal.file()) - 8, refusal.offset());
    }

    @Test
    void transposesFortranOrder() throws IOException {
        Path matrix =
                NpyBytes.header("<f4", "True", "(2, 3)")
                        .floats(LITTLE_ENDIAN, 0, 10, 1, 11, 2, 12)
                        .in(directory);
        assertArrayEquals(new float[][] {{0, 1, 2}, {10, 11, 12}}, floats(matrix));
        // a[i, j, c] = 100 i + 10 j + c, shape (2, 3, 2): i fastest, then j, then c
        Path stack =
                NpyBytes.header("<f8", "True", "(2, 3, 2)")
                        .doubles(LITTLE_ENDIAN, 0, 100, 10, 110, 20, 120)
                        .doubles(LITTLE_ENDIAN, 1, 101, 11, 111, 21, 121)
                        .in(directory);
        assertArrayEquals(
                new float[][] {{0, 1}, {10, 11}, {20, 21}, {100, 101}, {110, 111}, {120, 121}},
                floats(stack));
    }

    @Test
    void transposesComplexNumbersWhole() throws IOException {
        Path file =
                NpyBytes.header("<c8", "True", "(2, 2)")
                        .floats(LITTLE_ENDIAN, 0, 1, 10, 11, 2, 3, 12, 13)
                        .in(directory);
        try (NpyReader reader = new NpyReader(file)) {
            assertArrayEquals(new float[] {0, 1, 2, 3}, reader.nextComplex());
            assertArrayEquals(new float[] {10, 11, 12, 13}, reader.nextComplex());
        }
    }

    @Test
    void keepsTheBitsOfEveryNaN() throws IOException {
        int[] bits = {0x7fc00001, 0xffc12345, 0x80000000, 1};
        float[] values = new float[bits.length];
        for (int i = 0; i < bits.length; i++) {
            values[i] = Float.intBitsToFloat(bits[i]);
        }
        Path file =
                NpyBytes.header("<f4", "False", "(4,)").floats(LITTLE_ENDIAN, values).in(directory);
        float[] read = floats(file)[0];
        for (int i = 0; i < bits.length; i++) {
            assertEquals(bits[i], Float.floatToRawIntBits(read[i]));
        }
    }

    @Test
    void readsEmptyArrays() throws IOException {
        assertEquals(0, floats(NpyBytes.header("<f4", "False", "(0, 3)").in(directory)).length);
        assertEquals(0, floats(NpyBytes.header("<f4", "True", "(2, 0)").in(directory))[1].length);
    }

    @Test
    void refusesToReadOneTypeAsAnother() throws IOException {
        Path file = NpyBytes.header("<u4", "False", "(1,)").zeros(4).in(directory);
        try (NpyReader reader = new NpyReader(file)) {
            assertThrows(IllegalStateException.class, reader::nextFloats);
            assertThrows(IllegalStateException.class, reader::nextComplex);
            assertArrayEquals(new int[] {0}, reader.nextInts());
        }
    }

    @Test
    void refusesBadMagicAndForeignVersions() throws IOException {
        Path notNumpy = Files.writeString(directory.resolve("x.npy"), "PK\3\4 a zip file, truly");
        NpyFormatException magic =
                assertThrows(NpyFormatException.class, () -> new NpyReader(notNumpy));
        assertEquals(0, magic.offset());
        assertEquals("0x50", magic.found());
        NpyFormatException version = refused(NpyBytes.version(4, 0, "{}"));
        assertEquals(6, version.offset());
        assertEquals("4.0", version.found());
        assertEquals("1.1", refused(NpyBytes.version(1, 1, "{}")).found());
    }

    @Test
    void refusesEveryTruncation() throws IOException {
        Path file =
                NpyBytes.header("<f4", "False", "(2, 2)")
                        .floats(LITTLE_ENDIAN, 1, 2, 3, 4)
                        .in(directory);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            NpyFormatException refusal =
                    assertThrows(NpyFormatException.class, () -> new NpyReader(file));
            assertEquals(length, refusal.offset(), refusal.getMessage());
        }
    }

    @Test
    void refusesTrailingBytes() throws IOException {
        NpyFormatException refusal = refused(NpyBytes.header("<f4", "False", "(2, 2)").zeros(17));
        assertEquals("1 bytes more", refusal.found());
        assertEquals(Files.size(refusal.file()) - 1, refusal.offset());
    }

    @Test
    void refusesAHugeHeaderBeforeTakingMemoryForIt() throws IOException {
        Path file = NpyBytes.version(2, 0, "{}").in(directory);
        byte[] bytes = Files.readAllBytes(file);
        bytes[11] = (byte) 0xFF; // a header of 4 GB
        Files.write(file, bytes);
        NpyFormatException refusal =
                assertThrows(NpyFormatException.class, () -> new NpyReader(file));
        assertEquals(8, refusal.offset());
        assertEquals((0xFF000002L) + " bytes", refusal.found());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(-1, 3)",
                "(3, -4)",
                "(3)",
                "3",
                "()",
                "(1, 1, 1, 1)",
                "(2, 3",
                "(,)",
                "(2,,3)",
                "(2 3)",
                "(2.0, 3)",
                "(1e3,)",
                "(0x10,)",
                "(9999999999999999999,)",
                "(1, 2147483647)",
                "(4294967296, 4294967296, 1)",
                "(999999999999999999, 999999999999999999, 0)",
                "(99999999999, 4)",
                "[2, 3]",
                "(n,)",
                "(True,)",
                "(LL,)",
                "None",
                "(10000000000, 1)"
            })
    void refusesEveryBadShape(String shape) throws IOException {
        refused(NpyBytes.header("<f4", "False", shape));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<f2", "|b1", "<i8", "f4", "=f4", "|f4", "", "<", "<f16", "<c16", "|O", "<U4"
            })
    void refusesEveryOtherType(String descr) throws IOException {
        NpyFormatException refusal = refused(NpyBytes.header(descr, "False", "(1,)").zeros(4));
        assertEquals("'" + descr + "'", refusal.found());
        assertEquals(10 + "{'descr': ".length(), refusal.offset());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'descr': '<f4', 'fortran_order': False} | the key 'shape'",
                "{'fortran_order': False, 'shape': (1,)} | the key 'descr'",
                "{'descr': '<f4', 'shape': (1,)} | the key 'fortran_order'",
                "{} | the key 'descr'",
                "{'descr': '<f4', 'descr': '<f4'} | each key once",
                "{'descr': '<f4', 'extra': 1} | one of the keys 'descr', 'fortran_order', 'shape'",
                "{'descr': [('a', '<f4')]} | a plain type such as '<f4'",
                "{'descr': '<f4} | a closing quote",
                "{'descr': '\\x3cf4'} | a string without escapes",
                "{'descr' '<f4'} | ':'",
                "{descr: '<f4'} | a key in quotes",
                "{'descr': '<f4' 'shape': (1,)} | '}'",
                "{'fortran_order': false} | True or False",
                "{'fortran_order': 0} | True or False",
                "('descr', '<f4') | '{'",
                "__import__('os') | '{'",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1,)} + 1 | nothing but blanks after the dict",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1,)} # x | nothing but blanks after the dict"
            })
    void refusesEveryOtherLiteral(String literal, String expected) throws IOException {
        assertEquals(expected, refused(NpyBytes.version(1, 0, literal).zeros(4)).expected());
    }

    @Test
    void noticesAFileThatShrinksWhileItIsRead() throws IOException {
        Path file = NpyBytes.header("<f4", "False", "(2, 50000)").zeros(400_000).in(directory);
        try (NpyReader reader = new NpyReader(file)) {
            reader.nextFloats();
            try (var channel =
                    java.nio.channels.FileChannel.open(
                            file, java.nio.file.StandardOpenOption.WRITE)) {
                channel.truncate(300_000);
            }
            assertThrows(NpyFormatException.class, reader::nextFloats);
        }
    }
}
