/** Tests of the embedded cluster with a shell command as its application: nothing of training is known here. */
package org.draco.bin.embedded;
