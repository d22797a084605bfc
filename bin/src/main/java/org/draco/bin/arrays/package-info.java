/**
 * Codes, rules and attacks on arrays that lie in NumPy's files, for people who work elsewhere.
 *
 * <p>Start at {@link org.draco.bin.arrays.ArrayCode}; {@link org.draco.bin.arrays.ArrayCodes} lists them all, and {@link
 * org.draco.bin.arrays.ArrayCases} is for rules and attacks. The mathematics is {@code codec}'s and the bytes are those of
 * {@link org.draco.bin.npy}; this package knows nothing of the command line.
 */
package org.draco.bin.arrays;
