/**
 * Not ours: one class of Deeplearning4j's that its release 1.0.0-M2.1 looks for in vain.
 *
 * <p>This package knows nothing of Draco, and nothing in Draco may name it.
 */
package org.nd4j.nativeblas;
