/**
 * Networks as the parameter server sees them: a flat vector of parameters, and the gradient at it. Start at {@link
 * org.draco.container.model.GradientModel}; what can be trained is listed in {@link
 * org.draco.container.model.Networks}.
 *
 * <p>The only package that knows Deeplearning4j and ND4J. It is not allowed to know HDFS, the network, codes, attacks or
 * what a worker is.
 */
package org.draco.container.model;
