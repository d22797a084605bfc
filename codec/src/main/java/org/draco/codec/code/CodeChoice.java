package org.draco.codec.code;

/**
 * What a job says about its code, as it was written; {@link GradientCodes} says whether it can be.
 *
 * @param approach name of the code
 * @param workers P
 * @param groupSize r, for codes with groups
 * @param adversaries declared s
 * @param mode aggregation rule, for codes that end in one
 */
public record CodeChoice(
        String approach, int workers, int groupSize, int adversaries, String mode) {}
