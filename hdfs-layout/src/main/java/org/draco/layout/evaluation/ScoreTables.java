package org.draco.layout.evaluation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.hadoop.fs.FileSystem;
import org.draco.layout.EvaluationLayout;
import org.draco.layout.file.AsideFile;

/**
 * The tables of an evaluation, as CSV. Each is written whole, aside, and renamed. Classes go by their labels' names.
 *
 * <p>The classes have a table of their own, a row for each checkpoint and class: a thousand classes would be a thousand columns, and
 * {@code pivot(index="step", columns="class", values="recall")} makes those where they are wanted.
 */
public final class ScoreTables {

    /** The column of samples that the model had no prediction for. */
    static final String NONE = "(none)";

    private static final CSVFormat CSV = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();

    private static final List<Object> COLUMNS =
            List.of(
                    "step",
                    "loss",
                    "top1",
                    "top5",
                    "samples",
                    "correct",
                    "correct_top5",
                    "seconds");

    private static final List<Object> CLASS_COLUMNS =
            List.of(
                    "step",
                    "label",
                    "class",
                    "samples",
                    "correct",
                    "predicted",
                    "recall",
                    "precision");

    private ScoreTables() {}

    /** Writes {@code evaluation.csv}. */
    static void writeScores(
            FileSystem fs, EvaluationLayout layout, Collection<CheckpointScore> scores)
            throws IOException {
        List<List<Object>> rows = new ArrayList<>(List.of(COLUMNS));
        for (CheckpointScore score : scores) {
            rows.add(
                    List.of(
                            score.step(),
                            score.loss(),
                            score.top1(),
                            score.top5(),
                            score.samples(),
                            score.correct(),
                            score.correctTopK(),
                            score.seconds()));
        }
        AsideFile.write(fs, layout.evaluationCsv(), text(rows));
    }

    /** Writes {@code classes.csv}. What is 0 of 0 is an empty field, as pandas reads it. */
    static void writeClasses(
            FileSystem fs,
            EvaluationLayout layout,
            List<String> labels,
            Collection<CheckpointScore> scores)
            throws IOException {
        List<List<Object>> rows = new ArrayList<>(List.of(CLASS_COLUMNS));
        for (CheckpointScore score : scores) {
            for (int label = 0; label < labels.size(); label++) {
                CheckpointScore.ClassScore share = score.classes().get(label);
                rows.add(
                        List.of(
                                score.step(),
                                label,
                                labels.get(label),
                                share.samples(),
                                share.correct(),
                                share.predicted(),
                                ratio(share.recall()),
                                ratio(share.precision())));
            }
        }
        AsideFile.write(fs, layout.classesCsv(), text(rows));
    }

    /**
     * Writes the confusion matrix of a step: a row for each true class, a column for each predicted one, and the last column for
     * samples without a prediction.
     *
     * @param counts {@code counts[label][predicted]}, with one more column than classes
     */
    public static void writeConfusion(
            FileSystem fs, EvaluationLayout layout, long step, List<String> labels, int[][] counts)
            throws IOException {
        List<List<Object>> rows = new ArrayList<>();
        List<Object> header = new ArrayList<>(List.of("class"));
        header.addAll(labels);
        header.add(NONE);
        rows.add(header);
        for (int label = 0; label < counts.length; label++) {
            List<Object> row = new ArrayList<>(List.of(labels.get(label)));
            for (int count : counts[label]) {
                row.add(count);
            }
            rows.add(row);
        }
        AsideFile.write(fs, layout.confusion(step), text(rows));
    }

    private static Object ratio(double value) {
        return Double.isNaN(value) ? "" : value;
    }

    private static String text(List<List<Object>> rows) throws IOException {
        StringBuilder text = new StringBuilder();
        try (CSVPrinter printer = new CSVPrinter(text, CSV)) {
            for (List<Object> row : rows) {
                printer.printRecord(row);
            }
        }
        return text.toString();
    }
}
