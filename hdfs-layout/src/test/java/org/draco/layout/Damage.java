package org.draco.layout;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.function.Executable;

/** Damages local files, and looks whether the damage is reported as the house wants it. */
public final class Damage {

    private Damage() {}

    /** The local path of a Hadoop path. */
    public static Path local(org.apache.hadoop.fs.Path file) {
        return Path.of(file.toUri().getPath());
    }

    /** Inverts one bit. */
    public static void flipBit(org.apache.hadoop.fs.Path file, long offset, int bit) {
        edit(
                file,
                bytes -> {
                    bytes[(int) offset] ^= (byte) (1 << bit);
                    return bytes;
                });
    }

    /** Overwrites a little-endian integer. */
    public static void putInt(org.apache.hadoop.fs.Path file, int offset, int value) {
        edit(
                file,
                bytes -> {
                    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, value);
                    return bytes;
                });
    }

    /** Cuts a file to its first {@code length} bytes, or makes it longer with zeros. */
    public static void resize(org.apache.hadoop.fs.Path file, long length) {
        edit(file, bytes -> Arrays.copyOf(bytes, (int) length));
    }

    /** Changes a file's bytes at will. */
    public static void edit(
            org.apache.hadoop.fs.Path file, java.util.function.UnaryOperator<byte[]> change) {
        try {
            Files.write(local(file), change.apply(Files.readAllBytes(local(file))));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /**
     * The code fails with a {@link DamagedFileException} of this file and offset, whose expected and found contain these
     * words, and whose message has them all.
     */
    public static DamagedFileException assertDamaged(
            org.apache.hadoop.fs.Path file,
            long offset,
            String expected,
            String found,
            Executable code) {
        DamagedFileException damage = assertThrows(DamagedFileException.class, code);
        String message = damage.getMessage();
        assertAll(
                message,
                () -> assertEquals(file.toUri().getPath(), damage.file().toUri().getPath()),
                () -> assertEquals(offset, damage.offset()),
                () ->
                        assertTrue(
                                damage.expected().contains(expected),
                                "expected: " + damage.expected()),
                () -> assertTrue(damage.found().contains(found), "found: " + damage.found()),
                () -> assertTrue(message.contains(damage.file().toString()), "the file"),
                () -> assertTrue(message.contains("at byte " + offset + ": "), "the offset"),
                () ->
                        assertTrue(
                                message.contains(
                                        "expected "
                                                + damage.expected()
                                                + ", found "
                                                + damage.found())));
        return damage;
    }
}
