/**
 * What the ApplicationMaster tells monitoring systems of a training, by Hadoop's Metrics2. The names are bounded: nothing is named after a
 * worker, however many there are. Start at {@link org.draco.am.metrics.TrainingMetrics}.
 */
package org.draco.am.metrics;
