package org.draco.bin.arrays;

import java.util.ArrayList;
import java.util.List;
import org.draco.codec.aggregate.AggregationRules;
import org.draco.codec.code.FaultModel;
import org.draco.codec.code.FloatArithmetic;
import org.draco.codec.code.choice.CodeChoice;
import org.draco.codec.code.choice.GradientCodes;
import org.draco.codec.code.exact.CyclicCode;
import org.draco.codec.code.exact.ExactArithmetic;
import org.draco.codec.code.group.DetoxCode;
import org.draco.codec.code.group.UncodedCode;
import org.draco.codec.code.spectral.SpectralCode;

/** Every code that works on arrays, by name: those of jobs. */
public final class ArrayCodes {

    private ArrayCodes() {}

    /**
     * All that is wrong with a choice; empty when {@link #create} will take it.
     *
     * @return sentences that name the option, what was expected and what was found
     */
    public static List<String> faults(CodeChoice incomplete) {
        CodeChoice choice = GradientCodes.completed(incomplete);
        List<String> faults = new ArrayList<>(GradientCodes.faults(choice));
        boolean exact = choice.arithmetic().equals(ExactArithmetic.NAME);
        if (exact && !choice.approach().equals(CyclicCode.NAME)) {
            faults.add(
                    "arithmetic: approach \"%s\" on arrays expected float, found exact, which needs the exponents of a job"
                            .formatted(choice.approach()));
        }
        return faults;
    }

    /**
     * The code that was chosen.
     *
     * @throws IllegalArgumentException with all {@link #faults}
     */
    public static ArrayCode create(CodeChoice incomplete) {
        List<String> faults = faults(incomplete);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
        CodeChoice choice = GradientCodes.completed(incomplete);
        if (choice.approach().equals(CyclicCode.NAME)) {
            return cyclic(choice);
        }
        boolean rule =
                choice.approach().equals(DetoxCode.NAME)
                        || (choice.approach().equals(UncodedCode.NAME)
                                && !choice.mode().equals(AggregationRules.average().name()));
        boolean rough = choice.vote().equals(CodeChoice.VOTE_TOLERANCE);
        return new WholeBatches(GradientCodes.create(choice), !rule && !rough);
    }

    private static ArrayCode cyclic(CodeChoice choice) {
        int workers = choice.workers();
        int adversaries = choice.adversaries();
        return switch (choice.arithmetic()) {
            case ExactArithmetic.NAME -> new ExactBatches(new FaultModel(workers, adversaries));
            case FloatArithmetic.NAME ->
                    new SpectralBatches(SpectralCode.real(workers, adversaries));
            default -> new SpectralBatches(SpectralCode.complex(workers, adversaries));
        };
    }
}
