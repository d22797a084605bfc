/**
 * Randomness as a pure function of (seed, purpose, coordinates).
 *
 * <p>Whatever a training step draws, it draws from here, so nothing about random state is ever saved and a resumed job
 * continues bit for bit. This package knows nothing of what its numbers are used for.
 */
package org.draco.codec.seed;
