/**
 * From the names and numbers in a job to a code, or to all the reasons why there is none.
 *
 * <p>Start at {@link org.draco.codec.code.choice.GradientCodes}, the list of all codes. Who adds a code adds its {@code CodeKind}
 * here. What is chosen is not judged anywhere else.
 */
package org.draco.codec.code.choice;
