/**
 * A worker's connection to the parameter server: from bytes to orders, from answers to bytes.
 *
 * <p>Start at {@link org.draco.container.link.MasterLink}. The format of the bytes is {@code org.draco.codec.wire}'s; this
 * package knows Netty and nothing of models or data.
 */
package org.draco.container.link;
