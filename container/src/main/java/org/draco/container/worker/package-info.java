/**
 * What a worker does: compute the gradient of its batch of a step, lie if the experiment says so, answer.
 *
 * <p>Start at {@link org.draco.container.worker.GradientWorker}, which is the same in a container, in {@code simulate} and
 * in tests. It knows nothing of sockets, of YARN, or of the parameter server's decoder.
 */
package org.draco.container.worker;
