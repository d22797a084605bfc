package org.draco.layout.table;

import java.io.IOException;
import org.draco.layout.source.SourceFile;

/** A way to write a table into a text. Immutable. */
public interface TableFormat {

    /** Name on the command line and in messages. */
    String name();

    /**
     * Opens a table at its first row.
     *
     * @throws org.draco.layout.DamagedFileException if the text cannot begin a table
     */
    TableRows open(SourceFile file) throws IOException;

    /** Whether rows may be of different width, since what they leave out is zero. */
    boolean sparse();

    /**
     * How many values a sample has.
     *
     * @param widest the widest row, see {@link TableRows#width}
     */
    int features(int widest);
}
