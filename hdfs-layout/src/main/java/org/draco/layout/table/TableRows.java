package org.draco.layout.table;

import java.io.Closeable;
import java.io.IOException;
import org.draco.layout.DamagedFileException;

/** The rows of one table, from the first to the last. Not thread-safe. */
interface TableRows extends Closeable {

    /** Most values of a row: 64 MiB of float32. */
    int MAX_FEATURES = 1 << 24;

    /**
     * Goes to the next row and reads all of it; lines that hold nothing are passed over.
     *
     * @return false at the end of the table
     * @throws DamagedFileException naming line and column
     */
    boolean next() throws IOException;

    /** The class as it is written in this row, without white space around it; not empty. */
    String label();

    /** Fewest values that a sample must have to hold this row: in a dense table exactly as many. */
    int width();

    /** Writes the row's values, zero where it has none; {@code into} has {@link #width} places or more. */
    void values(float[] into);

    /** A fault in this row's class. */
    DamagedFileException badLabel(String expected);
}
