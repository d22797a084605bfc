package org.draco.layout.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.draco.layout.DamagedFileException;

/**
 * Reads a zip by its directory, which is at its end and is what other programs believe. So the archive must be on the local disk;
 * one that is not is copied there first.
 */
final class ZipEntries {

    private ZipEntries() {}

    static void read(SourceFile file, Path scratch, Unpacking unpacking) throws IOException {
        if ("file".equals(file.path().toUri().getScheme())
                && Files.isRegularFile(Path.of(file.path().toUri().getPath()))) {
            readLocal(Path.of(file.path().toUri().getPath()), unpacking);
            return;
        }
        Path copy = Files.createTempFile(scratch, "draco-archive-", ".zip");
        try {
            try (InputStream in = file.opener().open()) {
                Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            }
            readLocal(copy, unpacking);
        } finally {
            Files.delete(copy);
        }
    }

    private static void readLocal(Path zip, Unpacking unpacking) throws IOException {
        try (ZipFile entries = open(zip, unpacking)) {
            for (ZipArchiveEntry entry : Collections.list(entries.getEntriesInPhysicalOrder())) {
                long offset = Math.max(0, entry.getLocalHeaderOffset());
                unpacking.begin(entry.getName(), offset, notAFile(entry));
                if (entry.isDirectory()) {
                    continue;
                }
                try (InputStream content = content(entries, entry, offset, unpacking)) {
                    unpacking.copy(
                            entry.getName(), offset, content, entry.getSize(), entry.getCrc());
                }
            }
        }
    }

    private static ZipFile open(Path zip, Unpacking unpacking) throws IOException {
        try {
            return ZipFile.builder().setPath(zip).get();
        } catch (IOException | RuntimeException broken) {
            throw unpacking.refused(
                    Files.size(zip),
                    "a zip's directory at its end",
                    "none that can be read: " + broken.getMessage());
        }
    }

    private static InputStream content(
            ZipFile entries, ZipArchiveEntry entry, long offset, Unpacking unpacking)
            throws DamagedFileException {
        try {
            return entries.getInputStream(entry);
        } catch (IOException | RuntimeException broken) {
            throw unpacking.refused(
                    offset,
                    "the content of the entry " + EntryName.shown(entry.getName()),
                    "what cannot be read: " + broken.getMessage());
        }
    }

    private static String notAFile(ZipArchiveEntry entry) {
        if (entry.isUnixSymlink()) {
            return "a symbolic link";
        }
        if (entry.getGeneralPurposeBit().usesEncryption()) {
            return "an encrypted file";
        }
        // Others are rare, and some need libraries that are not here.
        boolean read =
                entry.getMethod() == ZipEntry.STORED || entry.getMethod() == ZipEntry.DEFLATED;
        return read ? null : "a file compressed by method " + entry.getMethod();
    }
}
