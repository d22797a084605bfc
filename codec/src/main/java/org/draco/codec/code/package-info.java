/**
 * Gradient codes: who computes which batch, and how the exact batch gradient is decoded although s workers lie.
 *
 * <p>Start at {@link org.draco.codec.code.GradientCode}; {@link org.draco.codec.code.GradientCodes} lists them all. This
 * package knows nothing of the network that brings the answers, of time, or of the model that is trained.
 */
package org.draco.codec.code;
