package org.draco.codec.code.choice;

import java.util.List;
import org.draco.codec.Description;
import org.draco.codec.Parallelism;
import org.draco.codec.aggregate.AggregationRules;
import org.draco.codec.code.FloatArithmetic;
import org.draco.codec.code.GradientCode;
import org.draco.codec.code.exact.ExactArithmetic;
import org.draco.codec.code.group.UncodedCode;

/** {@link UncodedCode}. */
final class UncodedKind implements CodeKind {

    @Override
    public String name() {
        return UncodedCode.NAME;
    }

    @Override
    public Description description() {
        return UncodedCode.DESCRIPTION;
    }

    @Override
    public List<String> arithmetics() {
        return List.of(FloatArithmetic.NAME, ExactArithmetic.NAME);
    }

    @Override
    public int defaultAdversaries(CodeChoice choice) {
        return 0;
    }

    @Override
    public void judge(CodeChoice choice, Faults faults) {
        if (choice.workers() >= 1) {
            faults.rule(choice.rule(), "workers", choice.workers(), choice.adversaries());
        }
        String mean = AggregationRules.average().name();
        faults.require(
                !choice.arithmetic().equals(ExactArithmetic.NAME) || choice.mode().equals(mean),
                "arithmetic",
                "float, for exact is mode \"" + mean + "\"'s alone",
                "exact with mode \"" + choice.mode() + '"');
    }

    @Override
    public GradientCode create(CodeChoice choice, Parallelism parallelism) {
        return new UncodedCode(
                choice.workers(),
                choice.adversaries(),
                choice.rule().create(),
                GradientCodes.arithmetic(choice, choice.workers(), parallelism),
                parallelism);
    }
}
