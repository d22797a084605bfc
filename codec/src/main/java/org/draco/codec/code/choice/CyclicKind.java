package org.draco.codec.code.choice;

import java.util.List;
import org.draco.codec.Description;
import org.draco.codec.Parallelism;
import org.draco.codec.code.FaultModel;
import org.draco.codec.code.FloatArithmetic;
import org.draco.codec.code.GradientCode;
import org.draco.codec.code.exact.CyclicCode;
import org.draco.codec.code.exact.ExactArithmetic;
import org.draco.codec.code.spectral.FloatCyclicCode;
import org.draco.codec.code.spectral.FloatWire;
import org.draco.codec.code.spectral.Margin;
import org.draco.codec.code.spectral.SpectralCode;

/** {@link CyclicCode} in exact arithmetic, {@link FloatCyclicCode} in the others. */
final class CyclicKind implements CodeKind {

    private static final String COMPLEX = "complex";

    /**
     * Gradients that a step computes, P(2s + 1), at the most. The exact code's coefficients take as many times 2s + 1
     * multiplications: 5 s on one core for P = 1023, s = 511.
     */
    private static final int MOST_GRADIENTS = 1 << 20;

    /** s at the most in floats: the margin takes some s^3 operations, 0.4 s on one core for s = 128, minutes beyond 1,000. */
    private static final int MOST_FLOAT_ADVERSARIES = 128;

    @Override
    public String name() {
        return CyclicCode.NAME;
    }

    @Override
    public Description description() {
        return CyclicCode.DESCRIPTION;
    }

    @Override
    public List<String> arithmetics() {
        return List.of(ExactArithmetic.NAME, FloatArithmetic.NAME, COMPLEX);
    }

    /** Each costs two more gradients for every worker: it is for the user to say. */
    @Override
    public int defaultAdversaries(CodeChoice choice) {
        return CodeChoice.UNDECLARED;
    }

    @Override
    public void judge(CodeChoice choice, Faults faults) {
        long gradients = choice.workers() * (2L * choice.adversaries() + 1);
        faults.require(
                gradients <= MOST_GRADIENTS,
                "declared-byz",
                "P(2s + 1), the gradients of a step, to be at most " + MOST_GRADIENTS,
                gradients);
        if (!choice.arithmetic().equals(ExactArithmetic.NAME)) {
            judgeFloats(choice, gradients <= MOST_GRADIENTS, faults);
        }
    }

    private void judgeFloats(CodeChoice choice, boolean small, Faults faults) {
        faults.oneOf("wire", List.of(CodeChoice.FLOAT32, CodeChoice.FLOAT64), choice.numbers());
        int workers = choice.workers();
        boolean even = choice.arithmetic().equals(FloatArithmetic.NAME) && workers % 2 == 0;
        faults.require(
                !even,
                "workers",
                "an odd number for the real-valued cyclic code (--arithmetic exact and complex take any)",
                workers);
        boolean manageable = choice.adversaries() <= MOST_FLOAT_ADVERSARIES;
        faults.require(
                manageable,
                "declared-byz",
                "at most %d for --arithmetic float and complex (exact takes more)"
                        .formatted(MOST_FLOAT_ADVERSARIES),
                choice.adversaries());
        boolean possible =
                choice.adversaries() >= 0
                        && 2L * choice.adversaries() < workers
                        && small
                        && manageable
                        && !even;
        if (possible && arithmetics().contains(choice.arithmetic())) {
            double tolerance = choice.errorTolerance();
            faults.require(tolerance > 0, "error-tolerance", "a number above 0", tolerance);
            Margin margin = Margin.of(spectral(choice), wire(choice));
            if (tolerance > 0 && !margin.admits(tolerance)) {
                faults.require(false, "error-tolerance", margin.refusal(), tolerance);
            }
        }
    }

    private static FloatWire wire(CodeChoice choice) {
        return choice.numbers().equals(CodeChoice.FLOAT64) ? FloatWire.FLOAT64 : FloatWire.FLOAT32;
    }

    private static SpectralCode spectral(CodeChoice choice) {
        return choice.arithmetic().equals(COMPLEX)
                ? SpectralCode.complex(choice.workers(), choice.adversaries())
                : SpectralCode.real(choice.workers(), choice.adversaries());
    }

    @Override
    public GradientCode create(CodeChoice choice, Parallelism parallelism) {
        return choice.arithmetic().equals(ExactArithmetic.NAME)
                ? new CyclicCode(
                        new FaultModel(choice.workers(), choice.adversaries()), parallelism)
                : new FloatCyclicCode(spectral(choice), wire(choice));
    }
}
