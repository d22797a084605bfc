package org.draco.bin.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.draco.am.train.UntoldLies;
import org.draco.bin.simulate.Simulation;
import org.draco.layout.job.JobSpec;
import org.draco.layout.metrics.EvaluationRow;
import org.draco.layout.metrics.StepRow;

/**
 * One line that shows how training goes, on standard error: rewritten in place on a terminal, a new line now and then
 * elsewhere. Not thread-safe.
 */
final class ProgressLine implements Simulation.Watcher {

    private static final int PLAIN_LINES = 20;
    private static final long REDRAW_NANOS = 100_000_000L;

    private final PrintStream out;
    private final boolean terminal;
    private long maxSteps;
    private boolean tellsWhoLied = true;
    private Optional<EvaluationRow> evaluation = Optional.empty();
    private List<Integer> lastCaught = List.of();
    private long lies;
    private int width;
    private long drawnAtNanos = System.nanoTime() - REDRAW_NANOS;

    /**
     * @param out where to
     * @param terminal whether it can be rewritten
     * @param maxSteps of the training
     */
    ProgressLine(PrintStream out, boolean terminal, long maxSteps) {
        this.out = out;
        this.terminal = terminal;
        this.maxSteps = maxSteps;
    }

    /** Says what is trained: how many steps there will be, and whether nobody caught means that nobody lied. */
    void expect(JobSpec spec) {
        maxSteps = spec.training().maxSteps();
        tellsWhoLied = UntoldLies.reason(spec.resilience()).isEmpty();
    }

    /** Something that is not a step, on a line of its own. */
    @Override
    public void notice(String message) {
        clear();
        out.println(message);
    }

    /** A step was made. */
    @Override
    public void step(StepRow row) {
        if (!row.suspects().isEmpty()) {
            lastCaught = row.suspects();
            lies += row.suspects().size();
        }
        String line =
                String.format(
                        Locale.ROOT,
                        "step %d/%d  loss %.3f  accuracy %s%s  %.2f s/step",
                        row.step(),
                        maxSteps,
                        row.trainLoss(),
                        evaluation
                                .map(
                                        e ->
                                                String.format(
                                                        Locale.ROOT,
                                                        "%.1f %% (step %d)",
                                                        100 * e.accuracy(),
                                                        e.step()))
                                .orElse("-"),
                        caught(),
                        row.seconds());
        if (terminal) {
            rewrite(line, row.step() == maxSteps);
        } else if (row.step() % Math.max(1, maxSteps / PLAIN_LINES) == 0
                || row.step() == maxSteps) {
            out.println(line);
        }
    }

    private String caught() {
        if (lies == 0) {
            return tellsWhoLied ? "  caught nobody" : "";
        }
        return "  caught worker %s (%d %s so far)"
                .formatted(
                        lastCaught.toString().replaceAll("[\\[\\]]", ""),
                        lies,
                        lies == 1 ? "lie" : "lies");
    }

    /** A checkpoint was evaluated. */
    @Override
    public void evaluation(EvaluationRow row) {
        evaluation = Optional.of(row);
    }

    private void rewrite(String line, boolean now) {
        if (!now && System.nanoTime() - drawnAtNanos < REDRAW_NANOS) {
            return;
        }
        drawnAtNanos = System.nanoTime();
        out.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
        out.flush();
        width = line.length();
    }

    private void clear() {
        if (terminal && width > 0) {
            out.print("\r" + " ".repeat(width) + "\r");
            width = 0;
        }
    }

    /** Leaves the line where it is and begins a new one. */
    void end() {
        if (terminal && width > 0) {
            out.println();
            width = 0;
        }
    }
}
