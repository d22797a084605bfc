package org.draco.bin.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.draco.layout.metrics.StudyColumn;
import org.junit.jupiter.api.Test;

/** By hand, on vectors whose norms and angles are plain to see. */
class GradientStudyTest {

    private static final float[] ORIGIN = {1, 1};

    private static Observation step(List<float[]> sampled, List<float[]> attack) {
        return new Observation(
                54,
                List.of(1f, 2f, 6f),
                sampled,
                List.of(new float[] {0, 2}, new float[] {0, 4}),
                attack,
                new float[] {-5, 0},
                new float[] {4, 5},
                0.25);
    }

    private static final List<float[]> SAMPLED =
            List.of(new float[] {3, 1}, new float[] {3, 7}, new float[] {3, 4});

    private static void assertColumn(
            double expected, Map<StudyColumn, Double> study, StudyColumn column) {
        assertEquals(expected, study.get(column), 1e-12, column.name());
    }

    @Test
    void aGroupIsDescribedByItsMeanAndItsScatter() {
        Map<StudyColumn, Double> study =
                new GradientStudy(ORIGIN, 0.9, 5).of(step(SAMPLED, List.of(new float[] {6, -8})));
        assertColumn(54, study, StudyColumn.TRAINING_POINT_COUNT);
        assertColumn(3, study, StudyColumn.AVERAGE_LOSS);
        assertColumn(5, study, StudyColumn.L2_FROM_ORIGIN);
        assertColumn(5, study, StudyColumn.SAMPLED_NORM);
        assertColumn(4, study, StudyColumn.SAMPLED_MAX);
        assertColumn(3, study, StudyColumn.SAMPLED_DEVIATION);
        assertColumn(3, study, StudyColumn.HONEST_NORM);
        assertColumn(Math.sqrt(2), study, StudyColumn.HONEST_DEVIATION);
        assertColumn(10, study, StudyColumn.ATTACK_NORM);
        assertColumn(8, study, StudyColumn.ATTACK_MAX);
        assertColumn(Double.NaN, study, StudyColumn.ATTACK_DEVIATION);
        assertColumn(5, study, StudyColumn.DEFENSE_NORM);
        assertColumn(0.8, study, StudyColumn.SAMPLED_HONEST_COSINE);
        assertColumn(-14.0 / 50, study, StudyColumn.SAMPLED_ATTACK_COSINE);
        assertColumn(-0.6, study, StudyColumn.SAMPLED_DEFENSE_COSINE);
        assertColumn(-0.8, study, StudyColumn.HONEST_ATTACK_COSINE);
        assertColumn(0, study, StudyColumn.HONEST_DEFENSE_COSINE);
        assertColumn(-0.6, study, StudyColumn.ATTACK_DEFENSE_COSINE);
        assertColumn(Double.NaN, study, StudyColumn.SAMPLED_PREVIOUS_COSINE);
        assertColumn(Double.NaN, study, StudyColumn.COMPOSITE_CURVATURE);
        assertColumn(0.25, study, StudyColumn.ATTACK_ACCEPTANCE_RATIO);
    }

    @Test
    void whereNobodyLiesThereIsNoAttackToDescribe() {
        Map<StudyColumn, Double> study =
                new GradientStudy(ORIGIN, 0.9, 5).of(step(SAMPLED, List.of()));
        for (StudyColumn column :
                List.of(
                        StudyColumn.ATTACK_NORM,
                        StudyColumn.ATTACK_MAX,
                        StudyColumn.ATTACK_DEVIATION,
                        StudyColumn.HONEST_ATTACK_COSINE)) {
            assertColumn(Double.NaN, study, column);
        }
    }

    @Test
    void theCurvatureWeighsAsManyPastMeansAsAreKept() {
        GradientStudy study = new GradientStudy(ORIGIN, 0.5, 2);
        study.of(step(List.of(new float[] {100, 0}), List.of()));
        study.of(step(List.of(new float[] {0, 2}), List.of()));
        study.of(step(List.of(new float[] {4, 0}), List.of()));
        Map<StudyColumn, Double> fourth = study.of(step(List.of(new float[] {3, 4}), List.of()));
        assertColumn(0.5 * 12 + 0.25 * 8, fourth, StudyColumn.COMPOSITE_CURVATURE);
        assertColumn(0.6, fourth, StudyColumn.SAMPLED_PREVIOUS_COSINE);
    }

    @Test
    void withoutMomentumThereIsNoCurvature() {
        GradientStudy study = new GradientStudy(ORIGIN, 0, 9);
        study.of(step(SAMPLED, List.of()));
        assertColumn(0, study.of(step(SAMPLED, List.of())), StudyColumn.COMPOSITE_CURVATURE);
    }

    @Test
    void componentsBeyondTheOriginsAreNotStudied() {
        GradientStudy study = new GradientStudy(new float[] {1}, 0.5, 1);
        assertColumn(3, study.of(step(SAMPLED, List.of())), StudyColumn.SAMPLED_NORM);
    }

    @Test
    void aStudyWithoutAnyPastIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new GradientStudy(ORIGIN, 0.5, 0));
    }
}
