/**
 * How a decoded gradient moves the model: arithmetic on flat vectors. Of a step this package knows the
 * number alone, for the rate; of workers and files nothing.
 */
package org.draco.am.optimizer;
