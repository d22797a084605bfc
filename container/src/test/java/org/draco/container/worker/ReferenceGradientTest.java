package org.draco.container.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.draco.codec.aggregate.AggregationRules;
import org.draco.codec.code.Digest;
import org.draco.codec.code.FaultModel;
import org.draco.codec.code.FloatArithmetic;
import org.draco.codec.code.GradientCode;
import org.draco.codec.code.exact.CyclicCode;
import org.draco.codec.code.group.RepetitionCode;
import org.draco.codec.code.group.UncodedCode;
import org.draco.container.model.ComputeDevice;
import org.junit.jupiter.api.Test;

/** Whether a device repeats itself is asked of GPUs alone, and matters to codes that compare bits. */
class ReferenceGradientTest {

    private static final ComputeDevice CPU = new ComputeDevice("CpuBackend", false, List.of());
    private static final ComputeDevice GPU =
            new ComputeDevice(
                    "JCublasBackend", true, List.of(new ComputeDevice.Gpu("A100", 8, 0, 40536)));

    private static final GradientCode DIGESTS = new RepetitionCode(3, 3, 1, new FloatArithmetic());
    private static final GradientCode RESIDUES = new CyclicCode(new FaultModel(3, 1));
    private static final GradientCode ROUGH =
            new UncodedCode(3, 0, AggregationRules.average(), new FloatArithmetic());

    private int computed;

    /** One more in each gradient: a device that never repeats itself. */
    private float moody() {
        return ++computed;
    }

    private Digest reference(GradientCode code, ComputeDevice device, boolean repeats) {
        BatchGradients gradients =
                (step, batch, w) ->
                        new BatchGradients.BatchGradient(
                                new float[] {w[0], repeats ? 7 : moody()}, 0, 0);
        return ReferenceGradient.of(gradients, code, new float[] {0.5f}, device);
    }

    @Test
    void aDeviceThatRepeatsItselfIsTakenAtItsWord() {
        Digest expected = Digest.of(new float[] {0.5f, 7});
        for (GradientCode code : List.of(DIGESTS, RESIDUES, ROUGH)) {
            assertEquals(expected, reference(code, CPU, true));
            assertEquals(expected, reference(code, GPU, true));
        }
    }

    @Test
    void aGpuThatDoesNotIsRefusedWhereBitsAreCompared() {
        for (GradientCode code : List.of(DIGESTS, RESIDUES)) {
            String why =
                    assertThrows(IllegalStateException.class, () -> reference(code, GPU, false))
                            .getMessage();
            assertTrue(
                    why.startsWith(
                            "reference gradient: expected the same bits from the same input, found "),
                    why);
            assertTrue(why.contains(" on GPU A100") && why.contains("--vote tolerance"), why);
        }
    }

    @Test
    void aCodeThatComparesNoBitsDoesNotAskTwice() {
        reference(ROUGH, GPU, false);
        assertEquals(1, computed);
        reference(DIGESTS, CPU, false);
        assertEquals(2, computed, "nor is the processor asked");
    }
}
