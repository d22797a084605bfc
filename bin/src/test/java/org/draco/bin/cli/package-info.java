/** Tests of the command line, in this JVM and on the embedded cluster. */
package org.draco.bin.cli;
