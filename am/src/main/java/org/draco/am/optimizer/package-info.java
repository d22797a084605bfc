/**
 * How a decoded gradient moves the model: arithmetic on flat vectors, knowing nothing of steps, workers or files.
 */
package org.draco.am.optimizer;
