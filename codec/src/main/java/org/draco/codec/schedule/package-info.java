/**
 * The learning rate as a function of the step: parameter server and workers compute the same. Start at {@link
 * org.draco.codec.schedule.LearningRates}. This package knows nothing of what is done with a rate.
 */
package org.draco.codec.schedule;
