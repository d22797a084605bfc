/**
 * The study of a step's gradients, as the field does it, for runs in which all of them are in one place: what they are like,
 * and the files in which others look for it. Start at {@link org.draco.bin.study.GradientStudy}.
 *
 * <p>Arrays in, numbers out; this package is not allowed to know how a step is made.
 */
package org.draco.bin.study;
