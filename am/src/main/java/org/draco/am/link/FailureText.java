package org.draco.am.link;

import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.timeout.WriteTimeoutException;
import javax.net.ssl.SSLException;
import org.draco.codec.wire.MalformedFrameException;

/** Why a connection failed, for one line of the log: what the other side has sent is not repeated at length. */
final class FailureText {

    private static final int MOST_CHARACTERS = 200;

    private FailureText() {}

    static String of(Throwable failure) {
        Throwable cause =
                failure instanceof DecoderException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        if (cause instanceof MalformedFrameException) {
            return cause.getMessage();
        } else if (cause instanceof NotSslRecordException) {
            return "expected TLS, found other bytes"; // its message shows them all
        } else if (cause instanceof WriteTimeoutException) {
            return "it took nothing of what it was sent in time";
        } else if (cause instanceof SSLException) {
            return "TLS failed: " + shown(cause.getMessage());
        }
        return "connection failed: " + shown(cause.toString());
    }

    private static String shown(String text) {
        String printable = String.valueOf(text).replaceAll("\\P{Print}", "?");
        return printable.substring(0, Math.min(printable.length(), MOST_CHARACTERS));
    }
}
