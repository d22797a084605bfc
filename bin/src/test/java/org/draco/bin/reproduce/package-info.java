/** Tests of studies. */
package org.draco.bin.reproduce;
