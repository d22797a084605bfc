package org.draco.layout.source;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.draco.layout.DamagedFileException;

/**
 * What a whole file must be.
 *
 * @param algorithm {@code MD5} or {@code SHA-256}; MD5 tells of broken transfers, not of malice
 * @param hex the digest, lower case
 */
public record Checksum(String algorithm, String hex) {

    /** Refuses what cannot be such a digest. */
    public Checksum {
        hex = hex.toLowerCase(Locale.ROOT);
        int digits = 2 * digest(algorithm).getDigestLength();
        if (!hex.matches("[0-9a-f]{" + digits + "}")) {
            throw new IllegalArgumentException(
                    "%s: expected %d digits in hex, found \"%s\""
                            .formatted(algorithm, digits, hex));
        }
    }

    /** A SHA-256. */
    public static Checksum sha256(String hex) {
        return new Checksum("SHA-256", hex);
    }

    /** An MD5, as older data sets publish it. */
    public static Checksum md5(String hex) {
        return new Checksum("MD5", hex);
    }

    /**
     * Reads a file from front to back.
     *
     * @throws DamagedFileException if it is another
     */
    public void verify(SourceFile file) throws IOException {
        MessageDigest digest = digest(algorithm);
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = file.opener().open()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        String found = HexFormat.of().formatHex(digest.digest());
        if (!found.equals(hex)) {
            throw new DamagedFileException(
                    file.path(),
                    0,
                    "the " + algorithm + " " + hex,
                    found,
                    "get the file again, from a place that you trust");
        }
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException unknown) {
            throw new IllegalArgumentException(
                    "checksum: expected MD5 or SHA-256, found " + algorithm, unknown);
        }
    }
}
