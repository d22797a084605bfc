package org.draco.bin.npy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.draco.layout.MemoryBound;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.provider.MethodSource;

/** Any file whatever is an array or refused, in memory in proportion to it. */
class NpyReaderFuzzTest {

    /** Rows of no columns cost nothing, so that a small file may have any number of them. */
    private static final int MOST_ROWS = 1_000;

    private static Path file;

    @BeforeAll
    static void oneFile() throws IOException {
        file = Files.createTempFile("draco-fuzz-", ".npy");
    }

    @AfterAll
    static void noFile() throws IOException {
        Files.delete(file);
    }

    static Stream<byte[]> samples() {
        return Stream.of(
                NpyBytes.header("<f4", "False", "(2, 3)").zeros(24).bytes(),
                NpyBytes.header(">f4", "True", "(2, 2, 2)").zeros(32).bytes(),
                NpyBytes.header("<f8", "False", "(3,)")
                        .doubles(ByteOrder.LITTLE_ENDIAN, 1, 2, 1e300)
                        .bytes(),
                NpyBytes.header("<c8", "True", "(3, 1)").zeros(24).bytes(),
                NpyBytes.header("<u4", "False", "(1, 2)").zeros(8).bytes(),
                NpyBytes.header("<i4", "True", "(0, 5)").bytes(),
                NpyBytes.version(
                                2,
                                0,
                                "{'descr': '<f4', 'fortran_order': False, 'shape': (7L, 0), }")
                        .bytes(),
                NpyBytes.version(3, 0, "{\"shape\": (), \"descr\": \"<f4\", 'fortran_order': True}")
                        .bytes());
    }

    @MethodSource("samples")
    @FuzzTest(maxDuration = "5s")
    void aFileIsAnArrayOrIsRefused(byte[] content) throws IOException {
        Files.write(file, content);
        MemoryBound.requireAtMost(MemoryBound.ALLOWANCE + 64L * content.length, this::read);
    }

    private void read() {
        try (NpyReader reader = new NpyReader(file)) {
            NpyHeader header = reader.header();
            int width = header.type().width();
            for (long row = 0; row < Math.min(header.rows(), MOST_ROWS); row++) {
                assertEquals(header.columns() * width, next(reader));
            }
        } catch (NpyFormatException refused) {
            // as good an answer as any
        } catch (IOException other) {
            throw new UncheckedIOException(other);
        }
    }

    private static int next(NpyReader reader) throws IOException {
        return switch (reader.header().type()) {
            case FLOAT32, FLOAT64 -> reader.nextFloats().length;
            case COMPLEX64 -> reader.nextComplex().length;
            case INT32, UINT32 -> reader.nextInts().length;
        };
    }
}
