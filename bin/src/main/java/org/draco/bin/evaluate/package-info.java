/**
 * An evaluation of a job's checkpoints in this process, without YARN: the evaluators that a cluster has in containers are threads. It
 * leaves the files that one on a cluster leaves.
 */
package org.draco.bin.evaluate;
