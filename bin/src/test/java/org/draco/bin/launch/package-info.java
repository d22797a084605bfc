/** Tests of how {@code yarn jar} finds and loads the program. */
package org.draco.bin.launch;
