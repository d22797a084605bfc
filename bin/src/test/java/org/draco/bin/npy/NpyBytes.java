package org.draco.bin.npy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Builds files by hand, right ones and wrong ones. */
final class NpyBytes {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** Magic, version, length and literal, as short as they can be. */
    static NpyBytes version(int major, int minor, String literal) {
        NpyBytes file = new NpyBytes();
        file.bytes.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'});
        file.bytes.write(major);
        file.bytes.write(minor);
        byte[] text = literal.getBytes(StandardCharsets.UTF_8);
        ByteBuffer size = ByteBuffer.allocate(major == 1 ? 2 : 4).order(ByteOrder.LITTLE_ENDIAN);
        if (major == 1) {
            size.putShort((short) text.length);
        } else {
            size.putInt(text.length);
        }
        file.bytes.writeBytes(size.array());
        file.bytes.writeBytes(text);
        return file;
    }

    static NpyBytes header(String descr, String fortranOrder, String shape) {
        return version(
                1,
                0,
                "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }\n"
                        .formatted(descr, fortranOrder, shape));
    }

    NpyBytes doubles(ByteOrder order, double... values) {
        for (double value : values) {
            bytes.writeBytes(ByteBuffer.allocate(8).order(order).putDouble(value).array());
        }
        return this;
    }

    NpyBytes floats(ByteOrder order, float... values) {
        for (float value : values) {
            bytes.writeBytes(ByteBuffer.allocate(4).order(order).putFloat(value).array());
        }
        return this;
    }

    NpyBytes zeros(int count) {
        bytes.writeBytes(new byte[count]);
        return this;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    Path in(Path directory) throws IOException {
        return Files.write(directory.resolve("array.npy"), bytes.toByteArray());
    }
}
