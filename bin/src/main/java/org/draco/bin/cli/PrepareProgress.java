package org.draco.bin.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.draco.layout.source.Download;

/** Shows how a download and then the writing of samples go: a line every other second at most. Not thread-safe. */
final class PrepareProgress implements Download.Progress, LongConsumer {

    private static final long EVERY_NANOS = 2_000_000_000L;

    private final PrintWriter out;
    private final LongSupplier nanoClock;
    private long shownAtNanos;

    /**
     * @param out where to
     * @param nanoClock monotonic time
     */
    PrepareProgress(PrintWriter out, LongSupplier nanoClock) {
        this.out = out;
        this.nanoClock = nanoClock;
        this.shownAtNanos = nanoClock.getAsLong();
    }

    @Override
    public void at(long bytes, long total) {
        // The end is always shown.
        if (!isTime() && bytes != total) {
            return;
        }
        double megabytes = bytes / 1e6;
        show(
                total <= 0
                        ? String.format(Locale.ROOT, "downloaded %.1f MB", megabytes)
                        : String.format(
                                Locale.ROOT,
                                "downloaded %.1f of %.1f MB (%d %%)",
                                megabytes,
                                total / 1e6,
                                100 * bytes / total));
    }

    /** So many samples have been written. */
    @Override
    public void accept(long samples) {
        if (isTime()) {
            show("wrote " + samples + " samples");
        }
    }

    private boolean isTime() {
        return nanoClock.getAsLong() - shownAtNanos >= EVERY_NANOS;
    }

    private void show(String line) {
        shownAtNanos = nanoClock.getAsLong();
        out.println(line);
        out.flush();
    }
}
