package org.draco.layout.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.layout.DamagedFileException;

/** Reads a small text file whole: UTF-8 and nothing else, and not more than is sensible to hold. */
public final class TextFile {

    /** Largest text that is read; our largest (a manifest of a terabyte) stays far below. */
    static final int MAX_BYTES = 64 << 20;

    private TextFile() {}

    /**
     * @throws java.io.FileNotFoundException if there is no such file
     * @throws DamagedFileException if it is a directory, too large, or not UTF-8
     */
    public static String read(FileSystem fs, Path file) throws IOException {
        FileSystem plain = PlainFileSystem.of(fs);
        FileStatus status = plain.getFileStatus(file);
        if (status.isDirectory()) {
            throw new DamagedFileException(
                    file, 0, "a file", "a directory", "move the directory away");
        }
        if (status.getLen() > MAX_BYTES) {
            throw new DamagedFileException(
                    file, MAX_BYTES, "at most " + MAX_BYTES + " bytes", status.getLen() + " bytes");
        }
        byte[] bytes = new byte[(int) status.getLen()];
        try (FSDataInputStream in = plain.open(file)) {
            in.readFully(0, bytes);
        }
        return decode(file, bytes);
    }

    private static String decode(Path file, byte[] bytes) throws DamagedFileException {
        CharsetDecoder decoder =
                StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError()) {
            String found = String.format("byte 0x%02x", bytes[in.position()]);
            throw new DamagedFileException(file, in.position(), "text in UTF-8", found);
        }
        return out.flip().toString();
    }
}
