/** Tests of what processes tell each other of their access to the file systems. */
package org.draco.layout.access;
