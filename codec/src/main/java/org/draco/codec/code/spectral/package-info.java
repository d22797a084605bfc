/**
 * The float cyclic codes: real-valued for odd P, complex (DRACO's own) for every P; gradients agree only up to rounding here.
 *
 * <pre>
 *   answers --one pass--> plain sum + AnswerSketch --syndromes--> small? the sum
 *                                                                  else LiarSearch -> certificate -> recovery vector -> weighted sum
 * </pre>
 *
 * <p>Start at {@link org.draco.codec.code.spectral.SpectralCode}; {@link org.draco.codec.code.spectral.Margin} says what no float
 * code can promise, and {@code docs/codes-float.md} derives it. Pure arrays in, arrays out: nothing here knows steps, messages,
 * time or a source of randomness.
 */
package org.draco.codec.code.spectral;
