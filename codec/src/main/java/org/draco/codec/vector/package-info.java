/**
 * The vectors that workers send, typed: floats, doubles, or residues packed two by two.
 *
 * <p>Start at {@link org.draco.codec.vector.NumberVector}. Each knows its bytes, so that the wire carries all of them in one
 * way; none knows what its numbers mean, who sends them, or how they are compressed.
 */
package org.draco.codec.vector;
