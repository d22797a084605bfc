package org.draco.codec.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.draco.codec.vector.NumberType;
import org.junit.jupiter.api.Test;

/** Which compressions can be chosen. */
class CompressionTest {

    @Test
    void findsNothingWrongWithWhatCanBe() {
        for (Compression compression : VectorChunksTest.compressions(64)) {
            assertEquals(List.of(), compression.faults());
        }
    }

    @Test
    void reportsAllFaultsAtOnce() {
        assertEquals(
                List.of(
                        "wire codec: expected auto, raw or one of [blosclz, lz4, lz4hc, zlib, zstd], found \"gzip\"",
                        "wire shuffle: expected one of [bit, byte, none], found \"both\"",
                        "wire level: expected 0..9, found 10",
                        "wire chunk: expected 1..268435456 floats, found 0"),
                new Compression("gzip", 10, "both", 0).faults());
        assertEquals(1, new Compression("lz4", -1, "bit", 1).faults().size());
        assertEquals(1, new Compression("raw", 0, "bit", Integer.MAX_VALUE).faults().size());
    }

    @Test
    void cannotBeUsedWithFaults() {
        Compression faulty = new Compression("lz4", 5, "bit", -1);
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new VectorChunks(NumberType.FLOAT32, 1, faulty))
                        .getMessage();
        assertEquals(faulty.faults().get(0), message);
    }

    @Test
    void saysWhatItIs() {
        assertEquals("lz4-5-bit", new Compression("lz4", 5, "bit", 64).toString());
        assertEquals("raw", new Compression("raw", 5, "bit", 64).toString());
    }

    @Test
    void triesWhereItIsTold() {
        Compression auto = new Compression("auto", 5, "bit", 64);
        assertEquals(List.of(), auto.faults());
        assertEquals(
                List.of("raw", "lz4-5-bit", "zstd-1-bit"),
                auto.ways().stream().map(Compression::toString).toList());
        Compression lz4 = new Compression("lz4", 5, "bit", 64);
        assertEquals(List.of(lz4), lz4.ways());
    }
}
