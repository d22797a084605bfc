/** Tests of the pseudo-distributed Hadoop as far as they need no daemon; {@code PseudoClusterIT} has all four. */
package org.draco.bin.cluster;
