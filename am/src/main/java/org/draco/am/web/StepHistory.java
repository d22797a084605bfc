package org.draco.am.web;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.draco.layout.metrics.StepRow;

/**
 * The steps of a job in bounded memory, however long it is: when the points are full, each two neighbours become one, their
 * mean, and from then on a point stands for twice as many steps. Not thread-safe.
 */
final class StepHistory {

    /** An even number. */
    static final int POINTS = 512;

    private record Column(String name, ToDoubleFunction<StepRow> value) {}

    private static final List<Column> COLUMNS =
            List.of(
                    new Column("answers", StepRow::answers),
                    new Column("lost", StepRow::lost),
                    new Column("suspects", row -> row.suspects().size()),
                    new Column("redundancy", StepRow::redundancy),
                    new Column("train_loss", StepRow::trainLoss),
                    new Column("seconds", StepRow::seconds),
                    new Column("wait_seconds", StepRow::waitSeconds),
                    new Column("compute_seconds", StepRow::computeSeconds),
                    new Column("transfer_seconds", StepRow::transferSeconds),
                    new Column("decode_seconds", StepRow::decodeSeconds),
                    new Column("update_seconds", StepRow::updateSeconds),
                    new Column("bytes_in", StepRow::bytesIn),
                    new Column("bytes_out", StepRow::bytesOut),
                    new Column("learning_rate", StepRow::learningRate));

    private final double[][] means = new double[COLUMNS.size()][POINTS];
    private final double[] lastSteps = new double[POINTS];
    private final double[] sums = new double[COLUMNS.size()];
    private int points;
    private long width = 1;
    private long summed;
    private long lastStep;

    /** A row of a later step than all before; any other is left out. */
    void add(StepRow row) {
        if (row.step() <= lastStep) {
            return;
        }
        lastStep = row.step();
        for (int i = 0; i < sums.length; i++) {
            sums[i] += COLUMNS.get(i).value().applyAsDouble(row);
        }
        summed++;
        if (summed == width) {
            append();
        }
    }

    private void append() {
        for (int i = 0; i < sums.length; i++) {
            means[i][points] = sums[i] / width;
        }
        lastSteps[points] = lastStep;
        points++;
        Arrays.fill(sums, 0);
        summed = 0;
        if (points == POINTS) {
            halve();
        }
    }

    private void halve() {
        points /= 2;
        width *= 2;
        for (double[] column : means) {
            for (int i = 0; i < points; i++) {
                column[i] = (column[2 * i] + column[2 * i + 1]) / 2;
            }
        }
        for (int i = 0; i < points; i++) {
            lastSteps[i] = lastSteps[2 * i + 1];
        }
    }

    /** The points whose last step is after this one; a copy. */
    JobDocuments.Steps after(long step) {
        int from = 0;
        while (from < points && lastSteps[from] <= step) {
            from++;
        }
        Map<String, double[]> columns = new LinkedHashMap<>();
        columns.put("step", Arrays.copyOfRange(lastSteps, from, points));
        for (int i = 0; i < sums.length; i++) {
            columns.put(COLUMNS.get(i).name(), Arrays.copyOfRange(means[i], from, points));
        }
        return new JobDocuments.Steps(width, columns);
    }
}
