package org.draco.layout.table;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * A text whose rows are not longer than memory bears: a quote that is never closed would make one row of all that
 * follows. The reader above reads ahead, so the bound holds up to its buffer. A byte order mark at the start is dropped.
 */
final class RowLimit extends FilterReader {

    static final int MAX_CHARACTERS = 1 << 26;

    /** A row is longer than allowed. */
    static final class ExceededException extends IOException {
        private static final long serialVersionUID = 1;
    }

    private long left = MAX_CHARACTERS;

    RowLimit(Reader text) throws IOException {
        super(text);
        text.mark(1);
        if (text.read() != '\uFEFF') {
            text.reset();
        }
    }

    void beginRow() {
        left = MAX_CHARACTERS;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        spend(1);
        return read;
    }

    @Override
    public int read(char[] into, int offset, int length) throws IOException {
        int read = super.read(into, offset, length);
        spend(read);
        return read;
    }

    private void spend(int characters) throws ExceededException {
        left -= characters;
        if (left < 0) {
            throw new ExceededException();
        }
    }
}
