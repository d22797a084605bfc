package org.draco.layout.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RowsTest {

    private static final StepRow STEP =
            new StepRow(
                    7,
                    9,
                    1,
                    List.of(2, 8),
                    3.5,
                    6,
                    0.5,
                    1.25,
                    0.1,
                    0.2,
                    0.3,
                    0.4,
                    0.05,
                    1L << 40,
                    12,
                    0.01,
                    Map.of());

    private static StepRow studied(Random random) {
        Map<StudyColumn, Double> study = new EnumMap<>(StudyColumn.class);
        for (StudyColumn column : StudyColumn.values()) {
            study.put(column, random.nextInt(5) == 0 ? Double.NaN : random.nextGaussian());
        }
        return new StepRow(3, 9, 0, List.of(), 1, 0, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0.1, study);
    }

    @Test
    void theHeadersAreTheNamesThatOthersReadBy() {
        assertEquals("step,loss,accuracy,samples,seconds", EvaluationRow.header());
        assertEquals(
                "step,answers,lost,suspects,redundancy,saturated,train_loss,seconds,wait_seconds,compute_seconds,transfer_seconds,"
                        + "decode_seconds,update_seconds,bytes_in,bytes_out,learning_rate",
                StepRow.header(false));
        assertEquals(
                StepRow.header(false)
                        + ",training_point_count,average_loss,l2_from_origin,sampled_deviation,honest_deviation,attack_deviation,"
                        + "sampled_norm,honest_norm,attack_norm,defense_norm,sampled_max,honest_max,attack_max,defense_max,"
                        + "sampled_honest_cosine,sampled_attack_cosine,sampled_defense_cosine,honest_attack_cosine,"
                        + "honest_defense_cosine,attack_defense_cosine,sampled_previous_cosine,composite_curvature,"
                        + "attack_acceptance_ratio",
                StepRow.header(true));
    }

    @Test
    void aStudyIsReadBackToTheBitAndIsWholeOrNone() {
        long seed = System.nanoTime();
        StepRow row = studied(new Random(seed));
        assertEquals(row, StepRow.parse(row.toCsv()), "seed " + seed);
        assertEquals(StepRow.header(true).split(",").length, row.toCsv().split(",", -1).length);
        Map<StudyColumn, Double> half = Map.of(StudyColumn.AVERAGE_LOSS, 1.0);
        assertThrows(
                IllegalArgumentException.class,
                () -> new StepRow(3, 9, 0, List.of(), 1, 0, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0.1, half));
    }

    @Test
    void rowsHaveTheirColumnsInTheHeadersOrder() {
        assertEquals(
                "7,9,1,2;8,3.5,6,0.5,1.25,0.1,0.2,0.3,0.4,0.05,1099511627776,12,0.01",
                STEP.toCsv());
        assertEquals(
                "100,0.25,0.975,10000,2.5",
                new EvaluationRow(100, 0.25, 0.975, 10_000, 2.5).toCsv());
    }

    @Test
    void rowsAreReadBackToTheBit() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 1000; i++) {
            double any = Double.longBitsToDouble(random.nextLong());
            double x = Double.isNaN(any) ? Double.NaN : any;
            EvaluationRow evaluation =
                    new EvaluationRow(random.nextLong(), x, -x, random.nextInt(), x / 3);
            assertEquals(evaluation, EvaluationRow.parse(evaluation.toCsv()), "seed " + seed);
            List<Integer> suspects = random.ints(random.nextInt(4), 0, 100).boxed().toList();
            StepRow step =
                    new StepRow(
                            random.nextLong(),
                            i,
                            -i,
                            suspects,
                            x / 7,
                            random.nextLong(),
                            x,
                            1,
                            2,
                            3,
                            4,
                            5,
                            x,
                            i,
                            7L * i,
                            -x,
                            Map.of());
            assertEquals(step, StepRow.parse(step.toCsv()), "seed " + seed);
        }
    }

    @Test
    void aRowThatIsNoneSaysWhichColumn() {
        refused("expected 5 columns, found 4", () -> EvaluationRow.parse("1,2,3,4"));
        refused("expected 5 columns, found 6", () -> EvaluationRow.parse("1,2,3,4,5,"));
        refused(
                "column step: expected an integer, found \"1.5\"",
                () -> EvaluationRow.parse("1.5,2,3,4,5"));
        refused(
                "column loss: expected a number, found \"\"",
                () -> EvaluationRow.parse("1,,3,4,5"));
        refused(
                "column samples: expected an integer of 32 bits, found \"4294967296\"",
                () -> EvaluationRow.parse("1,2,3,4294967296,5"));
        refused(
                "column suspects: expected ranks joined by ;, found \"2;\"",
                () -> StepRow.parse(STEP.toCsv().replace("2;8", "2;")));
    }

    private static void refused(String message, org.junit.jupiter.api.function.Executable code) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, code).getMessage());
    }
}
