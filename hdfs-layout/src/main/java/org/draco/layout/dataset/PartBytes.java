package org.draco.layout.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes of a part, wherever they are. */
@FunctionalInterface
interface PartBytes {

    /** Fills what remains of a buffer with the bytes from a position on; there are so many. */
    void read(long position, ByteBuffer into) throws IOException;
}
