/**
 * What a parameter server takes of time and memory, by the number of workers and the size of the model: measured with made-up workers, which answer
 * at once, in another process.
 */
package org.draco.bin.scaling;
