/**
 * A pseudo-distributed Hadoop on this machine: NameNode, DataNode, ResourceManager and NodeManager as four processes that
 * outlive the command that starts them, on loopback, with one directory for all that they keep.
 *
 * <pre>
 *   &lt;directory&gt;/conf    core-site.xml, hdfs-site.xml, yarn-site.xml, capacity-scheduler.xml, log4j.properties, ports.properties
 *               bin     hdfs, yarn: Hadoop's own commands, for this cluster
 *               run     a pid file for each daemon
 *               logs    what each daemon logs
 *               data    blocks, local directories and container logs; kept from start to start
 * </pre>
 *
 * <p>Start at {@link org.draco.bin.cluster.PseudoCluster}. The daemons may be those of another Hadoop than the one that this
 * program comes with, so nothing here calls Hadoop's classes but to write a configuration; how daemons stand is asked over HTTP.
 * Not allowed to know: any other package of this project.
 */
package org.draco.bin.cluster;
