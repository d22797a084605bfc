package org.draco.bin.arrays;

/**
 * What a person says of a code, as it was written; {@link ArrayCodes} says whether it can be.
 *
 * @param approach name of the code
 * @param arithmetic {@code float} or, for codes that know it, another
 * @param workers P
 * @param groupSize r, for codes with groups
 * @param adversaries declared s
 * @param mode aggregation rule, for codes that end in one
 */
public record ArrayCodeChoice(
        String approach,
        String arithmetic,
        int workers,
        int groupSize,
        int adversaries,
        String mode) {}
