package org.draco.layout.source;

import java.io.IOException;

/** A file of the web that cannot be had from this machine now. The message says what was tried and what can be done; it needs no other advice. */
public final class DownloadException extends IOException {

    private static final long serialVersionUID = 1;

    DownloadException(String message, IOException cause) {
        super(message, cause);
    }
}
