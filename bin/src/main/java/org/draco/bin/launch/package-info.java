/**
 * {@code draco.jar}: what {@code yarn jar} runs. It puts Draco's own libraries before those of the cluster and goes on with the
 * command line of {@code bin/draco}.
 *
 * <pre>
 *   the JVM's class path      the cluster's configuration, its Hadoop and the libraries of that
 *        ^ parent
 *   yarn jar's class loader   draco.jar: this package alone
 *        ^ parent, asked second
 *   {@link org.draco.bin.launch.OwnFirstLoader}            lib/*.jar beside draco.jar: Draco, picocli, Jackson, Netty, ... and no Hadoop
 * </pre>
 *
 * <p>Not allowed to know anything but the JDK: whatever it named would be loaded before it could say from where.
 */
package org.draco.bin.launch;
