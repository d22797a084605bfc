/** Tests of data sets: what is written is read back, and every damage is reported where it is. */
package org.draco.layout.dataset;
