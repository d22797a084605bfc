/** Tests of this package, with sound and with hostile files. */
package org.draco.layout.source;
