/**
 * The mathematics of resilience and the bytes on the wire: arrays in, arrays out.
 *
 * <p>Nothing in here reads a file, opens a socket, looks at a clock or starts a thread, and nothing in here knows Hadoop,
 * Deeplearning4j or Netty. That is what makes one implementation serve the ApplicationMaster, {@code simulate} and the
 * tests alike.
 */
package org.draco.codec;
