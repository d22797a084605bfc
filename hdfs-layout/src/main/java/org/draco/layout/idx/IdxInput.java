package org.draco.layout.idx;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.fs.Path;

/**
 * One IDX file, wherever it is.
 *
 * @param path what it is called in messages
 * @param length its bytes as they lie there, perhaps compressed; -1 if that is not known
 * @param opener opens it from the start, any number of times
 */
record IdxInput(Path path, long length, Opener opener) {

    /** Opens the file; called by {@link IdxStream}, which closes what it gets. */
    @FunctionalInterface
    interface Opener {
        InputStream open() throws IOException;
    }
}
