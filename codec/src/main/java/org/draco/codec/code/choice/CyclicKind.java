package org.draco.codec.code.choice;

import java.util.List;
import org.draco.codec.Description;
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
        if (choice.arithmetic().equals(ExactArithmetic.NAME)) {
            return;
        }
        faults.oneOf("wire", List.of(CodeChoice.FLOAT32, CodeChoice.FLOAT64), choice.numbers());
        int workers = choice.workers();
        boolean even = choice.arithmetic().equals(FloatArithmetic.NAME) && workers % 2 == 0;
        faults.require(
                !even,
                "workers",
                "an odd number for the real-valued cyclic code (--arithmetic exact and complex take any)",
                workers);
        boolean possible =
                choice.adversaries() >= 0 && 2L * choice.adversaries() < workers && !even;
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
    public GradientCode create(CodeChoice choice) {
        return choice.arithmetic().equals(ExactArithmetic.NAME)
                ? new CyclicCode(new FaultModel(choice.workers(), choice.adversaries()))
                : new FloatCyclicCode(spectral(choice), wire(choice));
    }
}
