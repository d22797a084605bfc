/** Tests of this package. */
package org.draco.layout.table;
