package org.draco.layout.source;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.draco.layout.DamagedFileException;

/**
 * Brings files from the web to the local disk, each whole or not at all.
 *
 * <p>What has arrived lies in {@code <name>.part}, and beside it, in {@code <name>.part.tag}, what the server called this
 * version of the file. After a break, in this process or an earlier one, the rest is asked for; it is used if the server says that it is the
 * rest of the same version, else all is fetched anew. At the end the length and, where one is known, the checksum must agree.
 *
 * <p>Not thread-safe; two processes must not download to one directory at once.
 */
public final class Download {

    /** How a download goes. Called by the thread that downloads. */
    @FunctionalInterface
    public interface Progress {
        /**
         * Some bytes have arrived.
         *
         * @param bytes so far
         * @param total of the file; -1 if the server has not said
         */
        void at(long bytes, long total);
    }

    /** Waits between attempts. */
    @FunctionalInterface
    interface Pause {
        void before(int attempt) throws InterruptedException;
    }

    /** Attempts that brought nothing new, after which it is given up. */
    private static final int ATTEMPTS = 5;

    private final Path directory;
    private final Progress progress;
    private final Pause pause;

    /**
     * @param directory on the local disk; made if missing
     * @param progress is told how it goes
     */
    public Download(Path directory, Progress progress) {
        this(directory, progress, attempt -> TimeUnit.SECONDS.sleep(1L << attempt));
    }

    Download(Path directory, Progress progress, Pause pause) {
        this.directory = directory;
        this.progress = progress;
        this.pause = pause;
    }

    /** The same, into a directory below: for files that have names which others have too. */
    public Download below(String name) {
        return new Download(directory.resolve(name), progress, pause);
    }

    /**
     * Fetches a file, or does nothing where an earlier run has left one with this checksum.
     *
     * @param from {@code http} or {@code https}
     * @param checksum of the file, where it is known
     * @return the file, under the last component of the address
     * @throws FileNotFoundException if the server has no such file
     * @throws DamagedFileException if what arrived is not what it should be; it is not kept
     * @throws DownloadException if the server cannot be reached; what has arrived is kept
     * @throws IOException if the disk is full; what has arrived is kept
     */
    public Path fetch(URI from, Optional<Checksum> checksum)
            throws IOException, InterruptedException {
        Path file = Files.createDirectories(directory).resolve(nameOf(from));
        if (checksum.isPresent() && isThere(file, checksum.get())) {
            return file;
        }
        PartialFile part = new PartialFile(file);
        IOException last = null;
        int fruitless = 0;
        while (fruitless < ATTEMPTS) {
            long before = part.size();
            try {
                attempt(from, part, checksum.isPresent());
                verify(from, part, checksum);
                part.finish();
                return file;
            } catch (FileNotFoundException | DamagedFileException | FileSystemException hopeless) {
                throw hopeless;
            } catch (UnknownHostException noHost) {
                throw new DownloadException(
                        "%s: expected a host, found none called %s; %s"
                                .formatted(
                                        from,
                                        noHost.getMessage(),
                                        withoutTheWeb(file, checksum.isPresent())),
                        noHost);
            } catch (IOException broken) {
                last = broken;
                fruitless = part.size() > before ? 1 : fruitless + 1;
                if (fruitless < ATTEMPTS) {
                    pause.before(fruitless);
                }
            }
        }
        throw new DownloadException(
                "%s: %s; %d bytes are in %s, the same command goes on from there; %s"
                        .formatted(
                                from,
                                last.getMessage(),
                                part.size(),
                                part.path(),
                                withoutTheWeb(file, checksum.isPresent())),
                last);
    }

    /** A file of which no checksum is known is fetched again even where it lies. */
    private static String withoutTheWeb(Path file, boolean verified) {
        return "if the web is not to be reached from here, fetch the file elsewhere and "
                + (verified ? "lay it at " + file : "name it in the place of the address");
    }

    private void attempt(URI from, PartialFile part, boolean verified) throws IOException {
        Optional<String> tag = part.tag();
        long have = tag.isPresent() || verified ? part.size() : 0;
        HttpURLConnection connection = Redirects.open(from, have, tag);
        try {
            int status = connection.getResponseCode();
            if (status == HttpURLConnection.HTTP_PARTIAL && startsAt(connection) == have) {
                copy(connection, part, have);
            } else if (status == HttpURLConnection.HTTP_OK) {
                copy(connection, part, 0);
            } else if (status == Redirects.RANGE_NOT_SATISFIABLE
                    || status == HttpURLConnection.HTTP_PARTIAL) {
                // What we have is not a beginning of what is there now.
                part.restart(Optional.empty());
                throw new IOException(
                        "expected the bytes from %d on, found %d %s"
                                .formatted(have, status, connection.getResponseMessage()));
            } else if (status >= 400 && status < 500) {
                throw new FileNotFoundException(
                        "%s: expected a file, found %d %s; check the address"
                                .formatted(from, status, connection.getResponseMessage()));
            } else {
                throw new IOException(
                        "expected a file, found %d %s"
                                .formatted(status, connection.getResponseMessage()));
            }
        } finally {
            connection.disconnect();
        }
    }

    /** First byte of a part, from {@code Content-Range: bytes 5-9/10}; -1 if it is not said. */
    private static long startsAt(HttpURLConnection connection) {
        String range = connection.getHeaderField("Content-Range");
        boolean clear = range != null && range.matches("bytes \\d{1,18}-.*");
        return clear ? Long.parseLong(range.substring(6, range.indexOf('-'))) : -1;
    }

    private void copy(HttpURLConnection connection, PartialFile part, long start)
            throws IOException {
        long length = connection.getContentLengthLong();
        long total = length < 0 ? -1 : start + length;
        if (start == 0) {
            part.restart(versionOf(connection));
        }
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = connection.getInputStream();
                PartialFile.Appending out = part.append()) {
            progress.at(part.size(), total);
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, read);
                progress.at(part.size(), total);
            }
        }
        if (total >= 0 && part.size() != total) {
            throw new IOException(
                    "expected %d bytes, found the end after %d".formatted(total, part.size()));
        }
    }

    /** What If-Range takes: a strong tag, or a date. */
    private static Optional<String> versionOf(HttpURLConnection connection) {
        String tag = connection.getHeaderField("ETag");
        return Optional.ofNullable(
                tag != null && tag.startsWith("\"")
                        ? tag
                        : connection.getHeaderField("Last-Modified"));
    }

    private static void verify(URI from, PartialFile part, Optional<Checksum> checksum)
            throws IOException {
        if (checksum.isEmpty()) {
            return;
        }
        try {
            checksum.get().verify(sourceOf(part.path(), from.toString()));
        } catch (DamagedFileException wrong) {
            part.delete();
            throw wrong;
        }
    }

    private static boolean isThere(Path file, Checksum checksum) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try {
            checksum.verify(sourceOf(file, file.toUri().toString()));
            return true;
        } catch (DamagedFileException another) {
            Files.delete(file);
            return false;
        }
    }

    private static SourceFile sourceOf(Path file, String name) throws IOException {
        return new SourceFile(
                new org.apache.hadoop.fs.Path(name),
                Files.size(file),
                () -> Files.newInputStream(file));
    }

    /** The last component of the address, which becomes a file's name and so is judged as one. */
    private static String nameOf(URI from) {
        String path = from.getPath() == null ? "" : from.getPath();
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (!name.matches("[A-Za-z0-9_][A-Za-z0-9._+~-]{0,200}")) {
            throw new IllegalArgumentException(
                    "address: expected one that ends in the name of a file, found " + from);
        }
        return name;
    }

    /** Whether an address is for this class. */
    public static boolean isWeb(String source) {
        return source.regionMatches(true, 0, "http://", 0, 7)
                || source.regionMatches(true, 0, "https://", 0, 8);
    }
}
