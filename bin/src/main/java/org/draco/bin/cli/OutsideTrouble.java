package org.draco.bin.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.hadoop.security.AccessControlException;
import org.draco.layout.source.DownloadException;

/** What fails outside of this program, files and clusters, in a person's words and with what to do about it. */
final class OutsideTrouble {

    private static final String WHICH_CLUSTER =
            "; is it running, and does HADOOP_CONF_DIR (or -fs, -conf) name the cluster that you mean?";

    private OutsideTrouble() {}

    /** A sentence, if the cause is outside. */
    static Optional<String> told(Exception cause) {
        if (cause instanceof DownloadException) {
            return Optional.of(plain(cause));
        }
        boolean input = cause instanceof IOException || cause instanceof UncheckedIOException;
        // Hadoop wraps a host that it cannot look up into an argument that is illegal.
        boolean unknownHost = has(cause, UnknownHostException.class::isInstance);
        if (!input && !unknownHost) {
            return Optional.empty();
        }
        return Optional.of(
                (unknownHost ? "unknown host: " : "") + plain(cause) + advice(cause, unknownHost));
    }

    private static String advice(Exception cause, boolean unknownHost) {
        if (unknownHost) {
            return "; is the host's name spelt right, and does HADOOP_CONF_DIR name the cluster that it is of?";
        }
        if (has(cause, OutsideTrouble::isSilence)) {
            return WHICH_CLUSTER;
        }
        if (has(cause, AccessControlException.class::isInstance)) {
            return "; choose a --root that is yours, or ask the owner for access";
        }
        return "";
    }

    private static boolean isSilence(Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof NoRouteToHostException
                || cause instanceof SocketTimeoutException;
    }

    private static boolean has(Throwable cause, Predicate<Throwable> kind) {
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (kind.test(at)) {
                return true;
            }
        }
        return false;
    }

    /** Without the names of exceptions before it, the address of a wiki behind it, and stack traces of servers. */
    private static String plain(Exception cause) {
        String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return message.lines()
                .findFirst()
                .orElse(message)
                .replaceFirst("^([a-zA-Z.]+Exception: )+", "")
                .replaceFirst("; For more details see: .*", "");
    }
}
