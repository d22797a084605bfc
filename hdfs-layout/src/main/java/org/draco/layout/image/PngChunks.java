package org.draco.layout.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;
import org.draco.layout.DamagedFileException;
import org.draco.layout.source.SourceFile;

/**
 * The chunks of a PNG, whose checksums the JDK's decoder does not look at.
 *
 * <pre>
 *   8 bytes signature, then chunks:  4 length L   4 type   L data   4 CRC32 of type and data     (numbers big-endian)
 * </pre>
 *
 * <p><b>Source.</b> Portable Network Graphics (PNG) Specification, third edition, W3C, section 5.
 */
final class PngChunks {

    private static final byte[] SIGNATURE = HexFormat.of().parseHex("89504e470d0a1a0a");

    private PngChunks() {}

    static boolean isPng(byte[] file) {
        return file.length >= SIGNATURE.length
                && Arrays.equals(Arrays.copyOf(file, SIGNATURE.length), SIGNATURE);
    }

    /** Checks all chunks up to the last, {@code IEND}. */
    static void check(byte[] bytes, SourceFile file) throws DamagedFileException {
        ByteBuffer png = ByteBuffer.wrap(bytes);
        int at = SIGNATURE.length;
        while (true) {
            if (at > bytes.length - 12) {
                throw PictureFile.damaged(
                        file, bytes.length, "a chunk, or IEND before", "the end of the data");
            }
            int length = png.getInt(at);
            if (length < 0 || length > bytes.length - 12 - at) {
                throw PictureFile.damaged(
                        file,
                        at,
                        "a chunk of at most " + (bytes.length - 12 - at) + " bytes",
                        Integer.toUnsignedString(length));
            }
            CRC32 crc = new CRC32();
            crc.update(bytes, at + 4, 4 + length);
            int stored = png.getInt(at + 8 + length);
            String type = new String(bytes, at + 4, 4, StandardCharsets.ISO_8859_1);
            if ((int) crc.getValue() != stored) {
                throw PictureFile.damaged(
                        file,
                        at,
                        "a chunk with CRC32 0x%08x".formatted((int) crc.getValue()),
                        "0x%08x".formatted(stored));
            }
            if (type.equals("IEND")) {
                return;
            }
            at += 12 + length;
        }
    }
}
