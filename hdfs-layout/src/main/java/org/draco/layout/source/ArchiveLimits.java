package org.draco.layout.source;

/**
 * What an archive may become when it is unpacked. The defaults let the largest published picture sets through and stop
 * what would fill a disk from a few megabytes.
 *
 * @param entries most files and directories
 * @param bytes most bytes of all files together
 * @param ratio most bytes of all files together for each byte of the archive, once they exceed {@code freeBytes}
 * @param freeBytes up to here the ratio does not matter
 */
public record ArchiveLimits(long entries, long bytes, long ratio, long freeBytes) {

    /** Four million files, 1 TiB, 200 to 1 beyond 1 GiB. */
    public static final ArchiveLimits DEFAULT = new ArchiveLimits(4 << 20, 1L << 40, 200, 1L << 30);

    /** Most bytes that an archive of a size may become. */
    long bytesOf(long archiveBytes) {
        // Divided rather than multiplied: the size may be anything.
        long byRatio = archiveBytes > bytes / ratio ? bytes : archiveBytes * ratio;
        return Math.min(bytes, Math.max(freeBytes, byRatio));
    }
}
