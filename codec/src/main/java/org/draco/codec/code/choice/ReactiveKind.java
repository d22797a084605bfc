package org.draco.codec.code.choice;

import java.util.List;
import org.draco.codec.Description;
import org.draco.codec.Parallelism;
import org.draco.codec.code.FloatArithmetic;
import org.draco.codec.code.GradientCode;
import org.draco.codec.code.exact.ExactArithmetic;
import org.draco.codec.code.group.ReactiveCode;

/** {@link ReactiveCode}. */
final class ReactiveKind implements CodeKind {

    @Override
    public String name() {
        return ReactiveCode.NAME;
    }

    @Override
    public Description description() {
        return ReactiveCode.DESCRIPTION;
    }

    @Override
    public List<String> arithmetics() {
        return List.of(FloatArithmetic.NAME, ExactArithmetic.NAME);
    }

    /** More of them only make groups larger: it is for the user to say. */
    @Override
    public int defaultAdversaries(CodeChoice choice) {
        return CodeChoice.UNDECLARED;
    }

    @Override
    public void judge(CodeChoice choice, Faults faults) {
        int size = choice.adversaries() + 1;
        if (choice.workers() >= 1 && size >= 1) {
            faults.require(
                    choice.workers() % size == 0,
                    "workers",
                    "a multiple of s + 1 = " + size,
                    choice.workers());
        }
    }

    @Override
    public GradientCode create(CodeChoice choice, Parallelism parallelism) {
        int groups = choice.workers() / (choice.adversaries() + 1);
        return new ReactiveCode(
                choice.workers(),
                choice.adversaries(),
                GradientCodes.arithmetic(choice, groups, parallelism));
    }
}
