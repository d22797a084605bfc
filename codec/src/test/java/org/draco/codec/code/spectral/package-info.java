/** The float cyclic codes against all kinds of liars, a brute-force second opinion, and the benchmark. */
package org.draco.codec.code.spectral;
