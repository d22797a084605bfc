/**
 * How a process of a job tells monitoring systems of itself, by Hadoop's Metrics2: what the ApplicationMaster, the workers and the
 * evaluator have in common. Start at {@link org.draco.layout.telemetry.ProcessMetrics}. What is measured of training is theirs to
 * say; this package is not allowed to know it.
 */
package org.draco.layout.telemetry;
