package org.draco.layout.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.draco.layout.DamagedFileException;
import org.draco.layout.source.SourceFile;

/**
 * Decodes one PNG or JPEG, known by its first bytes. A file that its decoder warns of is damaged: what it would give is
 * a picture with parts made up.
 */
final class PictureFile {

    /** Most bytes of a file. */
    static final int MAX_BYTES = 64 << 20;

    /** Most pixels, counted before any is decoded: a picture of 5,792 x 5,792. */
    static final int MAX_PIXELS = 1 << 25;

    private static final int JPEG_MAGIC = 0xFFD8FF;

    private PictureFile() {}

    static BufferedImage decode(SourceFile file) throws IOException {
        byte[] bytes;
        try (InputStream in = file.opener().open()) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        }
        if (bytes.length > MAX_BYTES) {
            throw damaged(file, MAX_BYTES, "at most " + MAX_BYTES + " bytes", "more");
        }
        String format;
        if (PngChunks.isPng(bytes)) {
            PngChunks.check(bytes, file);
            format = "png";
        } else if (bytes.length >= 3
                && ((bytes[0] & 0xFF) << 16 | (bytes[1] & 0xFF) << 8 | bytes[2] & 0xFF)
                        == JPEG_MAGIC) {
            format = "jpeg";
        } else {
            throw damaged(file, 0, "the first bytes of a PNG or JPEG", "others");
        }
        return decode(file, bytes, format);
    }

    private static BufferedImage decode(SourceFile file, byte[] bytes, String format)
            throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
        AtomicReference<String> warning = new AtomicReference<>();
        try (MemoryCacheImageInputStream in =
                new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            reader.setInput(in, true, true);
            reader.addIIOReadWarningListener((source, text) -> warning.compareAndSet(null, text));
            long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
            if (pixels > MAX_PIXELS) {
                String size = reader.getWidth(0) + " x " + reader.getHeight(0);
                throw damaged(file, 0, "at most " + MAX_PIXELS + " pixels", size);
            }
            BufferedImage picture = reader.read(0);
            if (warning.get() != null) {
                throw undecodable(file, in.getStreamPosition(), format, warning.get());
            }
            return picture;
        } catch (DamagedFileException alreadyTold) {
            throw alreadyTold;
        } catch (IOException | RuntimeException broken) {
            // The decoders meet bad data with exceptions of all kinds.
            throw undecodable(file, 0, format, String.valueOf(broken.getMessage()));
        } finally {
            reader.dispose();
        }
    }

    private static DamagedFileException undecodable(
            SourceFile file, long offset, String format, String why) {
        return damaged(
                file,
                Math.max(0, Math.min(offset, MAX_BYTES)),
                "a picture in " + format.toUpperCase(Locale.ROOT),
                "one that does not decode: " + why);
    }

    static DamagedFileException damaged(
            SourceFile file, long offset, String expected, String found) {
        return new DamagedFileException(
                file.path(), offset, expected, found, "replace the picture, or remove it");
    }
}
