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

    private final Path dir;

    PartCache(Path dir) throws IOException {
        this.dir = Files.createDirectories(dir);
    }

    /** The part, from the cache if it is there and right, else copied from {@code fs}. */
    MappedPart get(FileSystem fs, PartLocation part) throws IOException {
        Path copy = dir.resolve(part.part().sha256() + ".part");
        MappedPart cached = ifRight(copy, part);
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

    private static MappedPart ifRight(Path copy, PartLocation part) throws IOException {
        if (!Files.exists(copy)) {
            return null;
        }
        try {
            return MappedPart.map(copy, part, new org.apache.hadoop.fs.Path(copy.toUri()));
        } catch (DamagedFileException damaged) {
            LOG.info("a cached part will be copied anew: {}", damaged.getMessage());
            return null;
        }
    }

    private MappedPart copy(FileSystem fs, PartLocation part, Path copy) throws IOException {
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
            try (InputStream in = fs.open(part.file());
                    OutputStream out =
                            Files.newOutputStream(aside, StandardOpenOption.CREATE_NEW)) {
                in.transferTo(out);
            }
            MappedPart mapped = MappedPart.map(aside, part, part.file());
            Files.move(aside, copy, StandardCopyOption.ATOMIC_MOVE);
            return mapped;
        } finally {
            Files.deleteIfExists(aside);
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
