package org.draco.bin.report;

import java.util.ArrayList;
import java.util.List;

/** Points of one line, from left to right; those that are not finite, as of a run that has diverged, are left out. */
public final class Curve {

    /** What fits on a plot: beyond it a bucket of neighbours is drawn as its smallest and its largest. */
    private static final int MOST_POINTS = 1200;

    /** One point. */
    public record Point(double x, double y) {}

    private final List<Point> points = new ArrayList<>();

    /** Adds a point right of all others, if it is finite. */
    public void add(double x, double y) {
        if (Double.isFinite(x) && Double.isFinite(y)) {
            points.add(new Point(x, y));
        }
    }

    /** Whether there is no point. */
    public boolean isEmpty() {
        return points.isEmpty();
    }

    /** The points to be drawn: all, or each bucket's smallest and largest in their order, so that no peak is lost. */
    public List<Point> drawn() {
        if (points.size() <= MOST_POINTS) {
            return List.copyOf(points);
        }
        int buckets = MOST_POINTS / 2;
        List<Point> drawn = new ArrayList<>();
        for (int bucket = 0; bucket < buckets; bucket++) {
            int from = (int) ((long) bucket * points.size() / buckets);
            int to = (int) ((long) (bucket + 1) * points.size() / buckets);
            int lowest = from;
            int highest = from;
            for (int i = from + 1; i < to; i++) {
                lowest = points.get(i).y() < points.get(lowest).y() ? i : lowest;
                highest = points.get(i).y() > points.get(highest).y() ? i : highest;
            }
            drawn.add(points.get(Math.min(lowest, highest)));
            if (lowest != highest) {
                drawn.add(points.get(Math.max(lowest, highest)));
            }
        }
        return drawn;
    }
}
