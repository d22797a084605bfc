package org.draco.layout.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BlockChecksumTest {

    /** Bit by bit, from the definition in RFC 3720: polynomial 0x1EDC6F41, reflected. */
    private static int crc32c(byte[] bytes) {
        int crc = -1;
        for (byte b : bytes) {
            crc ^= b & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc >>> 1) ^ ((crc & 1) == 0 ? 0 : 0x82F63B78);
            }
        }
        return ~crc;
    }

    @Test
    void isTheCrc32cOfTheOffsetInLittleEndianAndThenTheBlock() {
        assertEquals(
                0xE3069283,
                crc32c("123456789".getBytes(StandardCharsets.US_ASCII)),
                "the published check value");
        byte[] all = {0x08, 0x07, 0x06, 0x05, 0x04, 0x03, 0x02, 0x01, 'a', 'b', 'c'};
        assertEquals(
                crc32c(all), BlockChecksum.of(0x0102030405060708L, ByteBuffer.wrap(all, 8, 3)));
    }

    @Test
    void theSameBlockElsewhereHasAnotherChecksum() {
        assertNotEquals(
                BlockChecksum.of(0, ByteBuffer.wrap(new byte[4])),
                BlockChecksum.of(4, ByteBuffer.wrap(new byte[4])));
    }

    @Test
    void isShownWithAllItsDigits() {
        assertEquals("CRC32C 0x0000beef", BlockChecksum.shown(0xbeef));
    }
}
