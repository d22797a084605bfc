package org.draco.bin.cli;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.draco.bin.reproduce.PlannedRun;
import org.draco.bin.reproduce.StudyRunner;

/** Shows how a study goes: a line for each run that is over, and on a terminal one that is rewritten. Not thread-safe. */
final class StudyProgress implements StudyRunner.Listener {

    private static final long REDRAW_NANOS = 500_000_000L;

    private final PrintStream out;
    private final boolean terminal;
    private final LongSupplier nanoClock;
    private final int runs;
    private final long startNanos;
    private final Map<PlannedRun, Long> made = new HashMap<>();
    private long stepsLeft;
    private long stepsMade;
    private int over;
    private int width;
    private long drawnAtNanos;

    /**
     * @param out where to
     * @param terminal whether it can be rewritten
     * @param pending what will be run
     * @param nanoClock monotonic time
     */
    StudyProgress(
            PrintStream out, boolean terminal, List<PlannedRun> pending, LongSupplier nanoClock) {
        this.out = out;
        this.terminal = terminal;
        this.nanoClock = nanoClock;
        this.runs = pending.size();
        this.stepsLeft = pending.stream().mapToLong(StudyProgress::steps).sum();
        this.startNanos = nanoClock.getAsLong();
        this.drawnAtNanos = startNanos;
    }

    private static long steps(PlannedRun run) {
        return run.job().orElseThrow().training().maxSteps();
    }

    @Override
    public void step(PlannedRun run, long step) {
        // Of a run that is gone on with the steps before the first that is told took no time now.
        long before = made.getOrDefault(run, step - 1);
        stepsMade += Math.max(0, step - before);
        stepsLeft -= step - made.getOrDefault(run, 0L);
        made.put(run, step);
        if (terminal && nanoClock.getAsLong() - drawnAtNanos >= REDRAW_NANOS) {
            drawnAtNanos = nanoClock.getAsLong();
            String line = "%d of %d runs done, %s".formatted(over, runs, left());
            out.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
            out.flush();
            width = line.length();
        }
    }

    @Override
    public void ended(PlannedRun run, String error) {
        over++;
        stepsLeft -= Math.max(0, steps(run) - made.getOrDefault(run, 0L));
        clear();
        out.printf(
                "%d of %d: %s%s; %s%n",
                over, runs, run.label(), error.isEmpty() ? "" : ": " + error, left());
    }

    @Override
    public void notice(PlannedRun run, String message) {
        clear();
        out.println(run.label() + ": " + message);
    }

    /**
     * The process is told to end.
     *
     * @param more what else a person should know, as the end of a sentence
     */
    void interrupted(String more) {
        out.println("%ninterrupted%s; the same command goes on where this one was".formatted(more));
    }

    private void clear() {
        if (terminal && width > 0) {
            out.print("\r" + " ".repeat(width) + "\r");
            width = 0;
        }
    }

    private String left() {
        if (over == runs) {
            return "in " + duration((nanoClock.getAsLong() - startNanos) / 1e9);
        }
        if (stepsMade == 0) {
            return "time left not known yet";
        }
        double seconds = (nanoClock.getAsLong() - startNanos) / 1e9;
        return "about " + duration(seconds * stepsLeft / stepsMade) + " left";
    }

    /** As people say it, e.g. {@code 1 h 20 min}. */
    static String duration(double seconds) {
        if (seconds < 90) {
            return String.format(Locale.ROOT, "%.0f s", seconds);
        }
        long minutes = Math.round(seconds / 60);
        return minutes < 90
                ? minutes + " min"
                : minutes < 48 * 60
                        ? minutes / 60 + " h " + minutes % 60 + " min"
                        : Math.round(minutes / 1440.0) + " days";
    }
}
