/**
 * What workers and the evaluator tell monitoring systems of themselves, by Hadoop's Metrics2. The names are bounded; which worker it is
 * stands in a tag.
 */
package org.draco.container.metrics;
