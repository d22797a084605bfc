/**
 * Gradient codes: who computes which batch, and how the exact batch gradient is decoded although s workers lie.
 *
 * <p>Start at {@link org.draco.codec.code.GradientCode}; {@code choice} lists them all.
 *
 * <pre>
 *   group     gradients sent whole: uncoded, repetition, reactive, DETOX
 *   exact     the cyclic code in a prime field
 *   spectral  the cyclic code in floating point
 *   choice    from the names in a job to a code
 * </pre>
 *
 * These packages know nothing of the network that brings the answers, of time, or of the model that is trained.
 */
package org.draco.codec.code;
