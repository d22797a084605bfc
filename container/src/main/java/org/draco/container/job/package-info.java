/**
 * What a job's specification and its data set say together about its model; worker, evaluator and simulation ask the same.
 *
 * <p>This package is not allowed to know Deeplearning4j, the network or what a worker is.
 */
package org.draco.container.job;
