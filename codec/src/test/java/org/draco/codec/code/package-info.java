/**
 * What every gradient code must do while at most s workers lie, a second opinion on decoding, and the benchmark of the vote.
 *
 * <p>Start at {@code GradientCodeContract}. Nothing here knows a network, a clock or a model.
 */
package org.draco.codec.code;
