/**
 * NumPy's {@code .npy} files: one array of numbers, read and written row by row.
 *
 * <p>Start at {@link org.draco.bin.npy.NpyReader} and {@link org.draco.bin.npy.NpyWriter}. The bytes, all of version 1.0:
 *
 * <pre>
 *   0   6  magic, 93 'N' 'U' 'M' 'P' 'Y'
 *   6   2  version, major and minor: 1 0, 2 0 or 3 0
 *   8   2  length of the header that follows, little-endian (4 bytes from version 2.0 on)
 *   10  .  a Python literal, blanks and a newline, so that the data starts at a multiple of 64:
 *          {'descr': '&lt;f4', 'fortran_order': False, 'shape': (2, 3), }
 *   .   .  the numbers, and nothing after them
 * </pre>
 *
 * <p><b>Source.</b> The documentation of {@code numpy.lib.format} and NEP 1. This package knows nothing of codes and of the
 * command line.
 */
package org.draco.bin.npy;
