/** Tests of {@code org.draco.codec.vector}. */
package org.draco.codec.vector;
