package org.draco.layout.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.draco.layout.DamagedFileException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory on the local disk with copies of parts, each named by its content: {@code <sha256>.part}. So parts of many
 * data sets share it, and a copy is never out of date: it is right, or it is thrown away.
 *
 * <p>Several processes may use it at once. A copy is made under another name, checked, and renamed, so a file under its
 * name is whole whoever made it; the lock ({@code <sha256>.lock}) only spares the others the work, it is freed when its
 * process dies. Copies that a dead process left half-made are cleared by the next that holds the lock.
 */
final class PartCache {

    private static final Logger LOG = LoggerFactory.getLogger(PartCache.class);

    /** File locks are held by a process as a whole, so its threads need one of their own. */
    private static final Object WITHIN_THIS_PROCESS = new Object();

    /** Makes a new local file. */
    @FunctionalInterface
    interface Disk {
        OutputStream create(Path file) throws IOException;
    }

    private final Path dir;
    private final Disk disk;

    PartCache(Path dir) throws IOException {
        this(dir, file -> Files.newOutputStream(file, StandardOpenOption.CREATE_NEW));
    }

    PartCache(Path dir, Disk disk) throws IOException {
        this.dir = Files.createDirectories(dir);
        this.disk = disk;
    }

    /** The part, from the cache if it is there and right, else copied from {@code fs}. */
    LocalPart get(FileSystem fs, PartLocation part) throws IOException {
        Path copy = dir.resolve(part.part().sha256() + ".part");
        LocalPart cached = ifRight(copy, part);
        if (cached != null) {
            return cached;
        }
        Path lockFile = dir.resolve(part.part().sha256() + ".lock");
        synchronized (WITHIN_THIS_PROCESS) {
            try (FileChannel channel =
                            FileChannel.open(
                                    lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                LOG.debug("copying under {}", lock);
                cached = ifRight(copy, part);
                return cached != null ? cached : copy(fs, part, copy);
            }
        }
    }

    private static LocalPart ifRight(Path copy, PartLocation part) throws IOException {
        if (!Files.exists(copy)) {
            return null;
        }
        try {
            return LocalPart.open(copy, part, new org.apache.hadoop.fs.Path(copy.toUri()));
        } catch (DamagedFileException damaged) {
            LOG.info("a cached part will be copied anew: {}", damaged.getMessage());
            return null;
        }
    }

    private LocalPart copy(FileSystem fs, PartLocation part, Path copy) throws IOException {
        clearLeftovers(part.part().sha256());
        FileStatus status = fs.getFileStatus(part.file());
        long bytes = part.part().bytes();
        if (status.getLen() != bytes) {
            String expected = bytes + " bytes as in the manifest";
            long offset = Math.min(bytes, status.getLen());
            throw new DamagedFileException(
                    part.file(), offset, expected, status.getLen() + " bytes");
        }
        Path aside = dir.resolve(part.part().sha256() + "." + UUID.randomUUID() + ".aside");
        try {
            try (InputStream in = fs.open(part.file())) {
                write(in, aside, part);
            }
            LocalPart opened = LocalPart.open(aside, part, part.file());
            Files.move(aside, copy, StandardCopyOption.ATOMIC_MOVE);
            return opened;
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    private void write(InputStream in, Path aside, PartLocation part) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long written = 0;
        try (OutputStream out = disk.create(aside)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                try {
                    out.write(buffer, 0, read);
                } catch (IOException full) {
                    throw new IOException(
                            "cannot copy %s to the local disk: %s took %d of %d bytes, then: %s; free some room there"
                                    .formatted(
                                            part.file(),
                                            dir,
                                            written,
                                            part.part().bytes(),
                                            full.getMessage()),
                            full);
                }
                written += read;
            }
        }
    }

    private void clearLeftovers(String sha256) throws IOException {
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(dir, sha256 + ".*.aside")) {
            for (Path leftover : leftovers) {
                Files.deleteIfExists(leftover);
            }
        }
    }
}
