/**
 * The processes that compute: workers, which turn parameters into gradients, and the evaluator, which follows a job's
 * checkpoints.
 *
 * <p>Nothing in here knows YARN or the module {@code am}: a container learns what it is to do from the job's specification
 * on HDFS and from the parameter server's messages.
 */
package org.draco.container;
