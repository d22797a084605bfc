/**
 * The exact cyclic code: Reed-Solomon over the prime field of 2^31 - 1, on gradients rounded to fixed point.
 *
 * <pre>
 *   float[] --FixedPoint (RoundedTile)--> residues --ExactCyclicCode.encode--> answer (worker)
 *   answers --ExactDecoder (PackedSum; SecretProjections, TileSum; Locator; WeightedSum)--> Recovery --FixedPoint--> float[]
 *   float[]s --FixedPointMean (RoundedTile)--> float[], the same bits, for jobs without this code (parameter server)
 * </pre>
 *
 * <p>The loops over whole vectors, which decide the speed, are in RoundedTile (rounding and products), PackedSum (sums of
 * residues, with and without factors) and TileSum (the projections' sums), each in the form that C2 of JDK 17 makes
 * vectors of.
 *
 * <p>The mathematics is derived in {@code docs/codes.md}. Arrays in, arrays out: this package knows nothing of steps,
 * networks or models, and its only secret, the random projections, never leaves the decoder that drew it.
 */
package org.draco.codec.code.exact;
