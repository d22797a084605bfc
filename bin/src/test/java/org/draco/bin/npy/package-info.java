/** Tests of NumPy's file format. */
package org.draco.bin.npy;
