/**
 * What every gradient code must do while at most s workers lie: one contract over all codes, and second opinions on what they decode.
 *
 * <p>Start at {@code GradientCodeContract}; each {@code ...ContractTest} lists the shapes of one code that are tried. Nothing here
 * knows a network, a clock or a model.
 */
package org.draco.codec.code;
