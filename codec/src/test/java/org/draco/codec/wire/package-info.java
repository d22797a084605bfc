/** Bytes, honest and hostile, to messages and vectors; the benchmark of compression. Nothing here opens a socket. */
package org.draco.codec.wire;
