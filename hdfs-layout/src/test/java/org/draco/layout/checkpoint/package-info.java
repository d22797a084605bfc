/** Tests of checkpoints: to the bit, whole or not at all. */
package org.draco.layout.checkpoint;
