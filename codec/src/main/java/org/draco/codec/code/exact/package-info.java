/**
 * The exact cyclic code: Reed-Solomon over the prime field of 2^31 - 1, on gradients rounded to fixed point.
 *
 * <pre>
 *   float[] --FixedPoint--> residues --ExactCyclicCode.encode--> answer (worker)
 *   answers --ExactDecoder (SecretProjections, Locator, TileSum)--> Recovery --FixedPoint--> float[] (parameter server)
 * </pre>
 *
 * <p>The mathematics is derived in {@code docs/codes.md}. Arrays in, arrays out: this package knows nothing of steps,
 * networks or models, and its only secret, the random projections, never leaves the decoder that drew it.
 */
package org.draco.codec.code.exact;
