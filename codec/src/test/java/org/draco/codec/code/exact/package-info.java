/** Every placement of liars, every kind of collusion, and a brute-force decoder as the second opinion. */
package org.draco.codec.code.exact;
