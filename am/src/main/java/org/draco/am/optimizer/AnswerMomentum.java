package org.draco.am.optimizer;

/**
 * A momentum that stands before the aggregation rule: each worker's gradient g becomes {@code kept * g + share * memory}.
 *
 * @param share of the memory that is added, 0 to below 1
 * @param kept of the gradient, above 0 to 1
 */
public record AnswerMomentum(float share, float kept) {

    /**
     * Changes an answer in place, in float32.
     *
     * @param answer d components of any value
     * @param memory d components; only read
     */
    public void apply(float[] answer, float[] memory) {
        for (int i = 0; i < answer.length; i++) {
            answer[i] = kept * answer[i] + share * memory[i];
        }
    }
}
