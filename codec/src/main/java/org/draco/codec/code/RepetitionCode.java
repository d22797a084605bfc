package org.draco.codec.code;

import org.draco.codec.Description;

/**
 * Groups of r workers compute the same gradient, and the value that s + 1 members of a group agree on is the true one.
 *
 * <p><b>Guarantee.</b> Bit for bit: the decoded gradient is the mean of the groups' honest gradients, added up in the
 * order of the groups, provided that honest workers compute equal bits from equal input. Of s + 1 equal digests one is
 * honest, so the value is proven without waiting for the others.
 *
 * <p><b>Cost.</b> Each gradient is computed r times; P digests of 32 bytes and P / r gradients reach the parameter server.
 *
 * <p><b>Source.</b> Chen, Wang, Charles, Papailiopoulos, <i>DRACO</i>, ICML 2018, section on the repetition code.
 * <b>Departures.</b> The majority is taken over SHA-256 digests and the gradient is fetched from one member (the paper
 * ships and compares all of them); a group that has shown more than s disagreeing members ends in an error, where a
 * majority vote would go on with whatever is most frequent.
 */
public final class RepetitionCode implements GradientCode {

    /** The code's name in job files. */
    public static final String NAME = "repetition";

    static final Description DESCRIPTION =
            new Description(
                    "groups of r compute the same gradient and s + 1 equal answers prove it",
                    "--workers P, --group-size r, a divisor of P, --declared-byz s, 2s < r",
                    "r >= 2s + 1",
                    "Chen et al., DRACO, ICML 2018, repetition code");

    private final FaultModel faults;
    private final int groupSize;
    private final Assignment assignment;

    /**
     * @param workers P
     * @param groupSize r, which divides P
     * @param adversaries s, at most that many lie in the whole cluster; {@code 2 s < r}
     * @throws IllegalArgumentException naming the value that is impossible
     */
    public RepetitionCode(int workers, int groupSize, int adversaries) {
        if (groupSize < 1 || workers % groupSize != 0) {
            throw new IllegalArgumentException(
                    "group size: expected a divisor of the "
                            + workers
                            + " workers, found "
                            + groupSize);
        }
        if (adversaries < 0 || 2 * adversaries >= groupSize) {
            throw new IllegalArgumentException(
                    "adversaries: expected 2s < group size "
                            + groupSize
                            + ", found s = "
                            + adversaries);
        }
        this.faults = new FaultModel(workers, adversaries);
        this.groupSize = groupSize;
        int[][] batches = new int[workers][];
        for (int worker = 0; worker < workers; worker++) {
            batches[worker] = new int[] {worker / groupSize};
        }
        this.assignment = new Assignment(workers / groupSize, batches);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public FaultModel faults() {
        return faults;
    }

    @Override
    public Assignment assignment() {
        return assignment;
    }

    @Override
    public AnswerForm answerForm() {
        return AnswerForm.DIGEST_FIRST;
    }

    @Override
    public StepDecoder newDecoder(int dimension) {
        return new RepetitionDecoder(faults, groupSize, dimension);
    }
}
