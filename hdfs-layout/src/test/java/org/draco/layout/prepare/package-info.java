/** Tests of this package. */
package org.draco.layout.prepare;
