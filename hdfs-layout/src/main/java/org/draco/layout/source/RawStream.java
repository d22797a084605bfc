package org.draco.layout.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes as they lie there. Remembers its own failure, so that a lost connection below a decompressor is not mistaken
 * for damaged data.
 */
final class RawStream extends FilterInputStream {

    private IOException failure;

    RawStream(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        try {
            return super.read();
        } catch (IOException broken) {
            failure = broken;
            throw broken;
        }
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        try {
            return super.read(into, offset, length);
        } catch (IOException broken) {
            failure = broken;
            throw broken;
        }
    }

    /** Throws the failure of this stream, if it had one. */
    void rethrowFailure() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }
}
