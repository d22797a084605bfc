package org.draco.am.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.layout.DracoLayout;
import org.draco.layout.file.AsideFile;
import org.draco.layout.file.PlainFileSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Distribution archives on the cluster's file system, one per content: {@code <root>/archives/<sha256>.tar.gz}. An archive
 * that is there already is not sent again, and the nodes that hold it need not fetch it again.
 */
final class ArchiveStore {

    private static final Logger LOG = LoggerFactory.getLogger(ArchiveStore.class);
    private static final int BUFFER_BYTES = 1 << 20;

    private final FileSystem fs;
    private final Path dir;

    ArchiveStore(FileSystem fs, DracoLayout layout) {
        this.fs = PlainFileSystem.of(fs);
        this.dir = fs.makeQualified(layout.archives());
    }

    /** Why an archive cannot be sent; empty if it can. */
    static List<String> faults(java.nio.file.Path archive) {
        return Files.isRegularFile(archive)
                ? List.of()
                : List.of("distribution archive: expected a file, found none at " + archive);
    }

    /**
     * Where the archive lies on the cluster, sent there if need be. Sent aside and renamed, so that nobody sees a part of
     * it; never replaced, since YARN refuses a file whose date has changed under a running job.
     */
    Path add(java.nio.file.Path archive) throws IOException {
        Path target = new Path(dir, sha256(archive) + ".tar.gz");
        if (isThere(target, archive)) {
            LOG.info("{} is there already", target);
            return target;
        }
        Path aside = AsideFile.aside(target);
        try {
            send(archive, aside);
            if (!fs.rename(aside, target) && !isThere(target, archive)) {
                throw new IOException(
                        target + ": the archive could not be renamed to this from " + aside);
            }
        } finally {
            fs.delete(aside, false);
        }
        return target;
    }

    private boolean isThere(Path target, java.nio.file.Path archive) throws IOException {
        if (!fs.exists(target)) {
            return false;
        }
        long found = fs.getFileStatus(target).getLen();
        if (found != Files.size(archive)) {
            throw new IOException(
                    "%s: expected the %d bytes of %s, found %d; delete it and submit again"
                            .formatted(target, Files.size(archive), archive, found));
        }
        return true;
    }

    private void send(java.nio.file.Path archive, Path aside) throws IOException {
        LOG.info("Sending {} ({} bytes) to {}", archive, Files.size(archive), dir);
        try (InputStream in = Files.newInputStream(archive);
                OutputStream out = fs.create(aside, false, BUFFER_BYTES)) {
            in.transferTo(out);
        }
    }

    private static String sha256(java.nio.file.Path archive) throws IOException {
        try (DigestInputStream in =
                new DigestInputStream(Files.newInputStream(archive), newSha256())) {
            byte[] buffer = new byte[BUFFER_BYTES];
            while (in.read(buffer) >= 0) {
                // reading is digesting
            }
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        }
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException cause) {
            throw new AssertionError("every Java has SHA-256", cause);
        }
    }
}
