package org.draco.layout.metrics;

import java.util.List;

/**
 * One evaluation: one row of {@code evaluation.csv}.
 *
 * @param step of the checkpoint that was evaluated
 * @param loss mean over the test set
 * @param accuracy share of the test set that was classified rightly, 0 to 1
 * @param samples in the test set
 * @param seconds that the evaluation took
 */
public record EvaluationRow(long step, double loss, double accuracy, int samples, double seconds) {

    private static final List<String> COLUMNS =
            List.of("step", "loss", "accuracy", "samples", "seconds");

    /** The first line of the file. */
    public static String header() {
        return String.join(",", COLUMNS);
    }

    /** The row, without line feed; numbers keep all their digits. */
    public String toCsv() {
        return step + "," + loss + "," + accuracy + "," + samples + "," + seconds;
    }

    /**
     * Reads a row.
     *
     * @throws IllegalArgumentException if it is none; the message names the column
     */
    public static EvaluationRow parse(String row) {
        CsvFields fields = new CsvFields(COLUMNS, row);
        return new EvaluationRow(
                fields.integer(),
                fields.real(),
                fields.real(),
                fields.smallInteger(),
                fields.real());
    }
}
