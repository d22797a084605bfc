/** Tests of the way in from IDX, with sound and with hostile files. */
package org.draco.layout.idx;
