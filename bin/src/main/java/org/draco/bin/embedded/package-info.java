/**
 * A whole Hadoop inside this process: HDFS and YARN of Hadoop's own mini clusters, on loopback and free ports, for the
 * quick start, {@code train --embedded} and tests. Applications run on it exactly as on a real cluster: each container
 * is a process of its own, started by a real NodeManager.
 *
 * <pre>
 *   this JVM                                                     processes
 *   NameNode  DataNode  ResourceManager  NodeManager ----------> one per container, each in a session of its own
 *   teardown (close, Ctrl-C, SIGTERM: YARN, then HDFS) --pipe--> reaper (kill -9 of this JVM: it still cleans up)
 * </pre>
 *
 * <p>Start at {@link org.draco.bin.embedded.EmbeddedCluster}. This package knows Hadoop and nothing else: not what an
 * application does, not where its archive or its data come from, and no other package of this project.
 */
package org.draco.bin.embedded;
