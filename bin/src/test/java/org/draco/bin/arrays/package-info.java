/** Tests of codes on arrays. */
package org.draco.bin.arrays;
