/** The two ends of a connection, which never import each other, with one another. */
package org.draco.bin.link;
