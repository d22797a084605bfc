package org.draco.layout.metrics;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one step did: one row of {@code steps.csv}.
 *
 * @param step that was made, the first is 1
 * @param answers workers that answered in time
 * @param lost workers that were gone
 * @param suspects ranks of the workers that were caught; in the file joined by {@code ;}
 * @param redundancy gradients that workers were asked for, for each batch
 * @param saturated components that were too large for the fixed point
 * @param trainLoss mean loss over the step's batches, before the update
 * @param seconds wall time of the step
 * @param waitSeconds of it, waiting for answers
 * @param computeSeconds of a worker's computing
 * @param transferSeconds of moving bytes
 * @param decodeSeconds of it, decoding
 * @param updateSeconds of it, moving the model
 * @param bytesIn that the parameter server received
 * @param bytesOut that the parameter server sent
 * @param learningRate of the step
 * @param study what its gradients were like, all columns or none
 */
public record StepRow(
        long step,
        int answers,
        int lost,
        List<Integer> suspects,
        double redundancy,
        long saturated,
        double trainLoss,
        double seconds,
        double waitSeconds,
        double computeSeconds,
        double transferSeconds,
        double decodeSeconds,
        double updateSeconds,
        long bytesIn,
        long bytesOut,
        double learningRate,
        Map<StudyColumn, Double> study) {

    private static final List<String> COLUMNS =
            List.of(
                    "step",
                    "answers",
                    "lost",
                    "suspects",
                    "redundancy",
                    "saturated",
                    "train_loss",
                    "seconds",
                    "wait_seconds",
                    "compute_seconds",
                    "transfer_seconds",
                    "decode_seconds",
                    "update_seconds",
                    "bytes_in",
                    "bytes_out",
                    "learning_rate");

    private static final List<String> STUDIED_COLUMNS =
            Stream.concat(
                            COLUMNS.stream(),
                            Arrays.stream(StudyColumn.values()).map(StudyColumn::csvName))
                    .toList();

    /** Copies the suspects and the study, which then iterates in the columns' order. */
    public StepRow {
        suspects = List.copyOf(suspects);
        EnumMap<StudyColumn, Double> copy = new EnumMap<>(StudyColumn.class);
        copy.putAll(study);
        if (!copy.isEmpty() && copy.size() < StudyColumn.values().length) {
            throw new IllegalArgumentException(
                    "study: expected all columns or none, found " + copy.keySet());
        }
        study = Collections.unmodifiableMap(copy);
    }

    /**
     * The first line of the file.
     *
     * @param studied whether its rows have studies
     */
    public static String header(boolean studied) {
        return String.join(",", studied ? STUDIED_COLUMNS : COLUMNS);
    }

    /** The row, without line feed; numbers keep all their digits. */
    public String toCsv() {
        String caught = suspects.stream().map(String::valueOf).collect(Collectors.joining(";"));
        List<Object> values =
                List.of(
                        step,
                        answers,
                        lost,
                        caught,
                        redundancy,
                        saturated,
                        trainLoss,
                        seconds,
                        waitSeconds,
                        computeSeconds,
                        transferSeconds,
                        decodeSeconds,
                        updateSeconds,
                        bytesIn,
                        bytesOut,
                        learningRate);
        return Stream.concat(values.stream(), study.values().stream())
                .map(String::valueOf)
                .collect(Collectors.joining(","));
    }

    /**
     * Reads a row, with a study or without.
     *
     * @throws IllegalArgumentException if it is none; the message names the column
     */
    public static StepRow parse(String row) {
        boolean studied = row.chars().filter(c -> c == ',').count() >= STUDIED_COLUMNS.size() - 1;
        CsvFields fields = new CsvFields(studied ? STUDIED_COLUMNS : COLUMNS, row);
        return new StepRow(
                fields.integer(),
                fields.smallInteger(),
                fields.smallInteger(),
                fields.number("ranks joined by ;", StepRow::ranks),
                fields.real(),
                fields.integer(),
                fields.real(),
                fields.real(),
                fields.real(),
                fields.real(),
                fields.real(),
                fields.real(),
                fields.real(),
                fields.integer(),
                fields.integer(),
                fields.real(),
                studied ? study(fields) : Map.of());
    }

    private static Map<StudyColumn, Double> study(CsvFields fields) {
        EnumMap<StudyColumn, Double> study = new EnumMap<>(StudyColumn.class);
        for (StudyColumn column : StudyColumn.values()) {
            study.put(column, fields.real());
        }
        return study;
    }

    private static List<Integer> ranks(String joined) {
        return joined.isEmpty()
                ? List.of()
                : Arrays.stream(joined.split(";", -1)).map(Integer::valueOf).toList();
    }
}
