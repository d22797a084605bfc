package org.draco.bin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Optional;
import org.apache.hadoop.security.AccessControlException;
import org.junit.jupiter.api.Test;

class OutsideTroubleTest {

    private static String told(Exception cause) {
        return OutsideTrouble.told(cause).orElseThrow();
    }

    @Test
    void aBugIsNotOutside() {
        assertEquals(Optional.empty(), OutsideTrouble.told(new IllegalStateException("a bug")));
    }

    @Test
    void anyOtherIsToldAsItIs() {
        assertEquals("disk full", told(new IOException("disk full")));
    }

    @Test
    void whoIsSilentMayBeAnother() {
        assertEquals(
                "Call From a to b failed; is it running, and does HADOOP_CONF_DIR (or -fs, -conf) name the cluster that you mean?",
                told(
                        new IOException(
                                "Call From a to b failed; For more details see:  http://wiki/x",
                                new ConnectException("refused"))));
    }

    @Test
    void aHostThatNobodyKnowsIsNoBug() {
        assertEquals(
                "unknown host: nose; is the host's name spelt right, and does HADOOP_CONF_DIR name the cluster that it is of?",
                told(
                        new IllegalArgumentException(
                                "java.net.UnknownHostException: nose",
                                new UnknownHostException("nose"))));
    }

    @Test
    void whoMayNotIsToldWithoutTheServersStackTrace() {
        assertEquals(
                "Permission denied: user=ada, access=WRITE; choose a --root that is yours, or ask the owner for access",
                told(
                        new AccessControlException(
                                "Permission denied: user=ada, access=WRITE\n\tat org.apache.hadoop.X")));
    }
}
